package io.switchgear.benchmarks.report;

import static io.switchgear.benchmarks.guard.Contender.ADDS;
import static io.switchgear.benchmarks.guard.Contender.CLOCK_READ_AND_ADD;
import static io.switchgear.benchmarks.guard.Contender.ONE_CLOCK_READ;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_COUNT;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_COUNT_LISTENER;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_LISTENER;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_OBSERVER;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_SLOW;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_SLOW_LISTENER;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_TIME;
import static io.switchgear.benchmarks.guard.Contender.TWO_CLOCK_READS;

import io.switchgear.benchmarks.path.Async;
import io.switchgear.benchmarks.path.ByPermit;
import io.switchgear.benchmarks.path.ClosedFailures;
import io.switchgear.benchmarks.path.ClosedSuccess;
import io.switchgear.benchmarks.path.ForcedOpen;
import io.switchgear.benchmarks.path.HalfOpenProbes;
import io.switchgear.benchmarks.path.Keyed;
import io.switchgear.benchmarks.path.RejectedAttempt;
import io.switchgear.benchmarks.path.RejectedThrown;
import io.switchgear.benchmarks.path.RejectedTryAcquire;
import io.switchgear.benchmarks.report.Condition.Bound;
import io.switchgear.benchmarks.report.Condition.Bytes;
import io.switchgear.benchmarks.run.Case;
import io.switchgear.benchmarks.run.Sections;
import java.util.List;

/**
 * What a call by each way allocates and costs today, and may not exceed in any build: bytes exactly, the ratio to a floor with
 * a margin, since builds run on busy machines. Where the code has become better, or worse for a reason, the figures are
 * changed here and nowhere else. The bars of the contract, which are narrower, are in {@link Bars}.
 */
public final class Gate {
    /** Wide enough for a machine whose clock is faster, narrow enough to notice when a way costs twice as much. */
    static final double MARGIN = 1.8;

    private static final Case CLOSED = Case.of(ClosedSuccess.class, SWITCHGEAR);
    private static final Case NO_CLOCK = CLOSED.by(ADDS);
    private static final Case ONE_CLOCK = CLOSED.by(ONE_CLOCK_READ);
    private static final Case TWO_CLOCKS = CLOSED.by(TWO_CLOCK_READS);
    private static final Case CROWDED = CLOSED.threads(Sections.ALL_CORES);
    private static final Case TRY_ACQUIRE = Case.of(RejectedTryAcquire.class, SWITCHGEAR);
    private static final Case REFUSAL = TRY_ACQUIRE.by(CLOCK_READ_AND_ADD);
    private static final Case FORCED_OPEN = Case.of(ForcedOpen.class, SWITCHGEAR);
    private static final Case KEYED = Case.of(Keyed.class, SWITCHGEAR);

    private Gate() {}

    public static List<Bar> bounds() {
        return List.of(
                way("closed, default", CLOSED, 0, ONE_CLOCK, 1.4),
                way("closed, default, all cores", CROWDED, 0, CROWDED.by(ONE_CLOCK_READ), 1.65),
                way("closed, default, listener", CLOSED.by(SWITCHGEAR_LISTENER), 0, ONE_CLOCK, 1.4),
                way("closed, default, observer", CLOSED.by(SWITCHGEAR_OBSERVER), 32, TWO_CLOCKS, 1.8),
                way("closed, time window", CLOSED.by(SWITCHGEAR_TIME), 0, ONE_CLOCK, 1.4),
                way("closed, count window", CLOSED.by(SWITCHGEAR_COUNT), 0, NO_CLOCK, 1.75),
                way("closed, count window, listener", CLOSED.by(SWITCHGEAR_COUNT_LISTENER), 0, NO_CLOCK, 1.75),
                way("closed, slow calls", CLOSED.by(SWITCHGEAR_SLOW), 0, TWO_CLOCKS, 1.3),
                way("closed, slow calls, listener", CLOSED.by(SWITCHGEAR_SLOW_LISTENER), 0, TWO_CLOCKS, 1.3),
                way("closed, 30 % failures", failing(), 48, failing().by(ONE_CLOCK_READ), 4.4),
                way("closed, permit", Case.of(ByPermit.class, SWITCHGEAR), 40, ONE_CLOCK, 2.3),
                way("closed, completed stage", Case.of(Async.class, SWITCHGEAR), 192, ONE_CLOCK, 4),
                way("closed, keyed", KEYED, 16, KEYED.by(ONE_CLOCK_READ), 3),
                way("open, tryAcquire", TRY_ACQUIRE, 0, REFUSAL, 1.1),
                way("open, attempt", Case.of(RejectedAttempt.class, SWITCHGEAR), 0, REFUSAL, 1.1),
                way("open, thrown", Case.of(RejectedThrown.class, SWITCHGEAR), 80, REFUSAL, 3),
                way("forced open, tryAcquire", FORCED_OPEN, 0, FORCED_OPEN.by(ADDS), 1.6),
                way("half-open", Case.of(HalfOpenProbes.class, SWITCHGEAR), 200, TWO_CLOCKS, 2.1));
    }

    private static Case failing() {
        return Case.of(ClosedFailures.class, SWITCHGEAR).failing(30);
    }

    private static Bar way(String name, Case of, long bytes, Case floor, double timesFloor) {
        return new Bar(
                name,
                bytes + " B, " + timesFloor + " times the floor",
                List.of(new Bytes(of, bytes), new Bound(of, floor, timesFloor * MARGIN)));
    }
}
