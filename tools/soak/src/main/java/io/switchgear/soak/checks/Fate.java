// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import java.util.EnumSet;
import java.util.Set;

/** The breaker's treatment of a call, as callers know it. */
public enum Fate {
    SUCCESS,
    FAILURE,
    IGNORED,
    ABANDONED,
    /** Given up: ignored or abandoned, depending on how long the call had run. In no record. */
    GIVEN_UP;

    /**
     * The fates of a call whose duration is known.
     *
     * @param surelyLong whether the breaker must have measured more than its bound
     * @param possiblyLong whether it may have
     */
    public static Set<Fate> of(Set<Fate> fates, boolean surelyLong, boolean possiblyLong) {
        if (!fates.contains(GIVEN_UP)) {
            return fates;
        }
        Set<Fate> known = EnumSet.copyOf(fates);
        known.remove(GIVEN_UP);
        if (!surelyLong) {
            known.add(IGNORED);
        }
        if (possiblyLong) {
            known.add(ABANDONED);
        }
        return known;
    }
}
