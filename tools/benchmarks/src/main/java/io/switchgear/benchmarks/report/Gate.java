// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.report;

import static io.switchgear.benchmarks.guard.Contender.ADDS;
import static io.switchgear.benchmarks.guard.Contender.CLOCK_READ_AND_ADD;
import static io.switchgear.benchmarks.guard.Contender.ONE_CLOCK_READ;
import static io.switchgear.benchmarks.guard.Contender.R4J;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_CONTEXT;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_COUNT;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_COUNT_LISTENER;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_GUARD;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_KEY;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_LISTENER;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_OBSERVER;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_SHEDDING;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_SLOW;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_SLOW_LISTENER;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_TIME;
import static io.switchgear.benchmarks.guard.Contender.TWO_CLOCK_READS;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.path.AmongOthers;
import io.switchgear.benchmarks.path.Async;
import io.switchgear.benchmarks.path.ByPermit;
import io.switchgear.benchmarks.path.ClosedFailures;
import io.switchgear.benchmarks.path.ClosedSuccess;
import io.switchgear.benchmarks.path.ForcedOpen;
import io.switchgear.benchmarks.path.HalfOpenProbes;
import io.switchgear.benchmarks.path.Keyed;
import io.switchgear.benchmarks.path.NewFailures;
import io.switchgear.benchmarks.path.OneMoreMetered;
import io.switchgear.benchmarks.path.RejectedAttempt;
import io.switchgear.benchmarks.path.RejectedThrown;
import io.switchgear.benchmarks.path.RejectedTryAcquire;
import io.switchgear.benchmarks.path.Suspending;
import io.switchgear.benchmarks.path.TenInTurn;
import io.switchgear.benchmarks.path.WithoutPlace;
import io.switchgear.benchmarks.report.Condition.Bound;
import io.switchgear.benchmarks.report.Condition.Bytes;
import io.switchgear.benchmarks.report.Condition.BytesAFailure;
import io.switchgear.benchmarks.report.Condition.Throughput;
import io.switchgear.benchmarks.run.Case;
import io.switchgear.benchmarks.run.Sections;
import java.util.List;

/**
 * The present allocation and cost of a call on each path, which no build may exceed: bytes exactly, the ratio to a floor
 * with a margin, because builds run on busy machines. When the code has improved, or has become slower for a reason, the
 * figures are changed only here. The bars of the contract, which are tighter, are in {@link Bars}.
 */
public final class Gate {
    /** The margin: wide enough for a machine with a faster clock, tight enough to notice when a path costs twice as much. */
    static final double MARGIN = 1.8;

    private static final Case CLOSED = Case.of(ClosedSuccess.class, SWITCHGEAR);
    private static final Case NO_CLOCK = CLOSED.by(ADDS);
    private static final Case ONE_CLOCK = CLOSED.by(ONE_CLOCK_READ);
    private static final Case TWO_CLOCKS = CLOSED.by(TWO_CLOCK_READS);
    private static final Case CROWDED = CLOSED.threads(Sections.ALL_CORES);
    private static final Case TRY_ACQUIRE = Case.of(RejectedTryAcquire.class, SWITCHGEAR);
    private static final Case REFUSAL = TRY_ACQUIRE.by(CLOCK_READ_AND_ADD);
    private static final Case FORCED_OPEN = Case.of(ForcedOpen.class, SWITCHGEAR);
    private static final Case PROBES = Case.of(HalfOpenProbes.class, SWITCHGEAR);
    private static final Case AMONG_OTHERS = Case.of(AmongOthers.class, SWITCHGEAR);
    private static final Case TEN = Case.of(TenInTurn.class, SWITCHGEAR);
    private static final int PERCENT = 30;
    private static final Case FAILING =
            Case.of(ClosedFailures.class, SWITCHGEAR).failing(PERCENT);
    private static final Case NEW_FAILURES =
            Case.of(NewFailures.class, SWITCHGEAR).failing(PERCENT);
    private static final Case WITHOUT_PLACE =
            Case.of(WithoutPlace.class, SWITCHGEAR).threads(8);
    private static final Case ONE_MORE = Case.of(OneMoreMetered.class, SWITCHGEAR);
    private static final Case KEYED = Case.of(Keyed.class, SWITCHGEAR);

    private Gate() {}

    public static List<Bar> bounds() {
        return List.of(
                way("closed, default", CLOSED, 0, ONE_CLOCK, 1.4),
                way("closed, as a Guard", CLOSED.by(SWITCHGEAR_GUARD), 0, ONE_CLOCK, 1.4),
                way("closed, a key's guard", CLOSED.by(SWITCHGEAR_KEY), 0, ONE_CLOCK, 1.8),
                way("closed, within a context", CLOSED.by(SWITCHGEAR_CONTEXT), 0, TWO_CLOCKS, 1.8),
                way("closed, among others", AMONG_OTHERS, 0, AMONG_OTHERS.by(ONE_CLOCK_READ), 1.6),
                bytes("closed, among others, count window", AMONG_OTHERS.by(SWITCHGEAR_COUNT), 0),
                bytes("closed, among others, slow calls", AMONG_OTHERS.by(SWITCHGEAR_SLOW), 0),
                way("closed, ten in turn", TEN, 0, TEN.by(TWO_CLOCK_READS), 1),
                way("closed, default, all cores", CROWDED, 0, CROWDED.by(ONE_CLOCK_READ), 1.65),
                way("let in while shedding", CLOSED.by(SWITCHGEAR_SHEDDING), 0, ONE_CLOCK, 1.9),
                way("closed, default, listener", CLOSED.by(SWITCHGEAR_LISTENER), 0, ONE_CLOCK, 1.4),
                way("closed, default, observer", CLOSED.by(SWITCHGEAR_OBSERVER), 32, TWO_CLOCKS, 1.8),
                way("closed, time window", CLOSED.by(SWITCHGEAR_TIME), 0, ONE_CLOCK, 1.4),
                way("closed, count window", CLOSED.by(SWITCHGEAR_COUNT), 0, NO_CLOCK, 1.75),
                way("closed, count window, listener", CLOSED.by(SWITCHGEAR_COUNT_LISTENER), 0, NO_CLOCK, 1.75),
                way("closed, slow calls", CLOSED.by(SWITCHGEAR_SLOW), 0, TWO_CLOCKS, 1.3),
                way("closed, slow calls, listener", CLOSED.by(SWITCHGEAR_SLOW_LISTENER), 0, TWO_CLOCKS, 1.3),
                failing("closed, 30 % failures", FAILING, 32, ONE_CLOCK_READ, 3.5),
                failing("closed, 30 % failures, slow calls", FAILING.by(SWITCHGEAR_SLOW), 32, TWO_CLOCK_READS, 2.4),
                failing("closed, 30 % new failures", NEW_FAILURES, 56, ONE_CLOCK_READ, 2.9),
                way("closed, permit", Case.of(ByPermit.class, SWITCHGEAR), 40, TWO_CLOCKS, 1.6),
                way("closed, completed stage", Case.of(Async.class, SWITCHGEAR), 192, TWO_CLOCKS, 2.9),
                way("closed, suspending", Case.of(Suspending.class, SWITCHGEAR), 40, TWO_CLOCKS, 1.7),
                way("closed, keyed", KEYED, 24, KEYED.by(ONE_CLOCK_READ), 3),
                new Bar(
                        "keyed, 100,000 failing keys, no place",
                        "half of the calls of 1,000",
                        List.of(new Throughput(WITHOUT_PLACE.keys(100_000), WITHOUT_PLACE.keys(1_000), 0.5 / MARGIN))),
                // An iteration over the meters of the others would allocate 600 KB and more.
                way("metered, one more of 2,000", ONE_MORE.breakers(2_000), 40 * 1_024, ONE_MORE.breakers(1), 1.5),
                way("open, tryAcquire", TRY_ACQUIRE, 0, REFUSAL, 1.1),
                way("open, attempt", Case.of(RejectedAttempt.class, SWITCHGEAR), 0, REFUSAL, 1.1),
                way("open, thrown", Case.of(RejectedThrown.class, SWITCHGEAR), 80, REFUSAL, 3),
                way("forced open, tryAcquire", FORCED_OPEN, 0, FORCED_OPEN.by(ADDS), 1.6),
                way("half-open", PROBES, 216, TWO_CLOCKS, 2.4),
                peer("half-open, beside Resilience4j", PROBES, 1.4));
    }

    private static Bar failing(String name, Case of, long bytes, Contender floor, double timesFloor) {
        return new Bar(
                name,
                bytes + " B a failure, " + timesFloor + " times the floor",
                List.of(
                        new BytesAFailure(of, of.by(floor), PERCENT, bytes),
                        new Bound(of, of.by(floor), timesFloor * MARGIN)));
    }

    private static Bar peer(String name, Case of, double timesPeer) {
        return new Bar(name, timesPeer + " times", List.of(new Bound(of, of.by(R4J), timesPeer * MARGIN)));
    }

    /** A bar on bytes only, for a path whose cost another bar shows. */
    private static Bar bytes(String name, Case of, long bytes) {
        return new Bar(name, bytes + " B", List.of(new Bytes(of, bytes)));
    }

    private static Bar way(String name, Case of, long bytes, Case floor, double timesFloor) {
        return new Bar(
                name,
                bytes + " B, " + timesFloor + " times the floor",
                List.of(new Bytes(of, bytes), new Bound(of, floor, timesFloor * MARGIN)));
    }
}
