// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.report;

import io.switchgear.benchmarks.memory.Footprint;
import io.switchgear.benchmarks.run.Case;
import io.switchgear.benchmarks.run.Cost;
import io.switchgear.benchmarks.run.Spread;
import java.util.List;
import java.util.Locale;

/** A condition on the measurements. Immutable. */
public sealed interface Condition {
    /** The percentage for all calls. */
    int ALL_PERCENT = 100;

    /** The cases that must have been measured. */
    List<Case> cases();

    Verdict check(Measured measured);

    /** A call of one case takes at most a multiple of the processor time of another; by the median of the rounds. */
    record Ratio(Case one, Case other, double most) implements Condition {
        @Override
        public List<Case> cases() {
            return List.of(one, other);
        }

        @Override
        public Verdict check(Measured measured) {
            return judge(measured.results().ratio(one, other, Cost.PROCESSOR), most, one + " / " + other.contender());
        }
    }

    /**
     * As {@link Ratio}, but by the best round: a busy machine makes one case look expensive now and then, a slower program
     * does so in every round.
     */
    record Bound(Case one, Case other, double most) implements Condition {
        @Override
        public List<Case> cases() {
            return List.of(one, other);
        }

        @Override
        public Verdict check(Measured measured) {
            Spread ratio = measured.results().ratio(one, other, Cost.PROCESSOR);
            String figures = String.format(
                    Locale.ROOT,
                    "%s / %s = %.2f at best (%.2f at worst; at most %.2f)",
                    one,
                    other.contender(),
                    ratio.least(),
                    ratio.most(),
                    most);
            return new Verdict(ratio.least() <= most, figures);
        }
    }

    /**
     * The cost of one case beyond its floor is at most a multiple of that of another beyond its own, in wall-clock time,
     * because threads may wait for each other; by the median of the rounds.
     */
    record Overhead(Case one, Case oneFloor, Case other, Case otherFloor, double most) implements Condition {
        @Override
        public List<Case> cases() {
            return List.of(one, oneFloor, other, otherFloor);
        }

        @Override
        public Verdict check(Measured measured) {
            Spread ratio = measured.results().overheadRatio(one, oneFloor, other, otherFloor, Cost.WALL);
            String what = "(" + one + " - " + oneFloor.contender() + ") / (" + other.contender() + " - "
                    + otherFloor.contender() + ")";
            return judge(ratio, most, what);
        }
    }

    /** A call allocates at most a number of bytes; by the round with the fewest. */
    record Bytes(Case of, long most) implements Condition {
        @Override
        public List<Case> cases() {
            return List.of(of);
        }

        @Override
        public Verdict check(Measured measured) {
            // Not by the median: allocation is exact, and code that was not optimised yet is not the fault of the
            // code.
            long bytes = Math.round(measured.results().bytes(of).least());
            return new Verdict(bytes <= most, of + ": " + bytes + " B (at most " + most + ")");
        }
    }

    /**
     * A failure allocates at most a number of bytes, beyond the allocation of the operation itself, where a percentage of
     * the calls fails and the others allocate nothing; by the round with the fewest. Per failure and not per call, because
     * the number of bytes per call is not whole.
     */
    record BytesAFailure(Case of, Case floor, int percent, long most) implements Condition {
        @Override
        public List<Case> cases() {
            return List.of(of, floor);
        }

        @Override
        public Verdict check(Measured measured) {
            double call = measured.results().bytes(of).least()
                    - measured.results().bytes(floor).least();
            long bytes = Math.round(call * ALL_PERCENT / percent);
            return new Verdict(bytes <= most, of + ": " + bytes + " B a failure (at most " + most + ")");
        }
    }

    /**
     * A case reaches at least this share of the calls per second of another, in wall-clock time; by the median of the
     * rounds. For callers of which some may wait.
     */
    record Throughput(Case of, Case base, double least) implements Condition {
        @Override
        public List<Case> cases() {
            return List.of(of, base);
        }

        @Override
        public Verdict check(Measured measured) {
            Spread share = measured.results().ratio(base, of, Cost.WALL);
            String figures = String.format(
                    Locale.ROOT,
                    "%s: %.2f of the calls per second of %s (%.2f to %.2f; at least %.2f)",
                    of,
                    share.median(),
                    base,
                    share.least(),
                    share.most(),
                    least);
            return new Verdict(share.median() >= least, figures);
        }
    }

    /** An object takes at most a number of bytes on the heap. */
    record Memory(Footprint of, long most) implements Condition {
        @Override
        public List<Case> cases() {
            return List.of();
        }

        @Override
        public Verdict check(Measured measured) {
            Long bytes = measured.memory().get(of);
            if (bytes == null) {
                return new Verdict(false, of + ": not measured");
            }
            return new Verdict(bytes <= most, String.format(Locale.ROOT, "%s: %,d B (at most %,d)", of, bytes, most));
        }
    }

    private static Verdict judge(Spread ratio, double most, String what) {
        String figures = String.format(
                Locale.ROOT,
                "%s = %.2f (%.2f to %.2f; at most %.2f)",
                what,
                ratio.median(),
                ratio.least(),
                ratio.most(),
                most);
        return new Verdict(ratio.median() <= most, figures);
    }
}
