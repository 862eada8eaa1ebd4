// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.run;

import io.switchgear.benchmarks.guard.Contender;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A section of the table: one path of a call, and the contenders compared on it. Immutable.
 *
 * @param title the title in the table
 * @param like the case, with any contender
 * @param floor the floor for all contenders; absent if each has its own
 * @param contenders the contenders that are always measured
 * @param others the contenders that are left out when time is short
 */
public record Section(
        String title, Case like, Optional<Contender> floor, List<Contender> contenders, List<Contender> others) {

    /** The divisor of a contender's cost. */
    public Contender floorOf(Contender contender) {
        return floor.orElseGet(contender::floor);
    }

    /** The contenders and the floors that they need, floors first. */
    public List<Case> cases(boolean all) {
        List<Contender> wanted = contenders(all);
        return Stream.concat(wanted.stream().map(this::floorOf), wanted.stream())
                .distinct()
                .map(like::by)
                .toList();
    }

    public List<Contender> contenders(boolean all) {
        return all ? Stream.concat(contenders.stream(), others.stream()).toList() : contenders;
    }
}
