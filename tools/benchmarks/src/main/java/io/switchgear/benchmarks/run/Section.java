package io.switchgear.benchmarks.run;

import io.switchgear.benchmarks.guard.Contender;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A part of the table: one way that a call can take, and who is compared on it. Immutable.
 *
 * @param title what the table calls it
 * @param like the case, by any of them
 * @param floor what all are compared with; absent where each has its own
 * @param contenders who is always measured
 * @param others who is left out when there is little time
 */
public record Section(
        String title, Case like, Optional<Contender> floor, List<Contender> contenders, List<Contender> others) {

    /** What a contender's cost is divided by. */
    public Contender floorOf(Contender contender) {
        return floor.orElseGet(contender::floor);
    }

    /** The contenders and the floors that they need, the floors first. */
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
