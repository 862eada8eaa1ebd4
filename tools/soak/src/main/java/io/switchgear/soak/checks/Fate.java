package io.switchgear.soak.checks;

import java.util.EnumSet;
import java.util.Set;

/** What a breaker makes of a call, as callers know it. */
public enum Fate {
    SUCCESS,
    FAILURE,
    IGNORED,
    ABANDONED,
    /** Given up: ignored or abandoned, by how long the call had run. Not in any books. */
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
