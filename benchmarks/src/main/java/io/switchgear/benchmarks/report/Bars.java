package io.switchgear.benchmarks.report;

import static io.switchgear.benchmarks.guard.Contender.CLOCK_READ_AND_ADD;
import static io.switchgear.benchmarks.guard.Contender.ONE_CLOCK_READ;
import static io.switchgear.benchmarks.guard.Contender.R4J;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_COUNT;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_COUNT_LISTENER;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_LISTENER;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_SLOW;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_SLOW_LISTENER;
import static io.switchgear.benchmarks.guard.Contender.TWO_CLOCK_READS;

import io.switchgear.benchmarks.memory.Footprint;
import io.switchgear.benchmarks.path.ClosedFailures;
import io.switchgear.benchmarks.path.ClosedSuccess;
import io.switchgear.benchmarks.path.ForcedOpen;
import io.switchgear.benchmarks.path.RejectedAttempt;
import io.switchgear.benchmarks.path.RejectedThrown;
import io.switchgear.benchmarks.path.RejectedTryAcquire;
import io.switchgear.benchmarks.report.Condition.Bytes;
import io.switchgear.benchmarks.report.Condition.Memory;
import io.switchgear.benchmarks.report.Condition.Overhead;
import io.switchgear.benchmarks.report.Condition.Ratio;
import io.switchgear.benchmarks.run.Case;
import io.switchgear.benchmarks.run.Sections;
import java.util.List;

/** The bars of the contract, P1 to P7, each with the benchmarks that show it. */
public final class Bars {
    /** "Nothing changes" cannot be measured; this much is what two runs of the same code may differ by. */
    private static final double SAME = 1.15;

    private static final long KB = 1_024;
    private static final long MB = 1_024 * KB;

    private static final Case CLOSED = Case.of(ClosedSuccess.class, SWITCHGEAR);
    private static final Case CROWDED = CLOSED.threads(Sections.ALL_CORES);
    private static final Case FAILING =
            Case.of(ClosedFailures.class, SWITCHGEAR).failing(30);
    private static final Case THROWN = Case.of(RejectedThrown.class, SWITCHGEAR);
    private static final Case TRY_ACQUIRE = Case.of(RejectedTryAcquire.class, SWITCHGEAR);
    private static final Case ATTEMPT = Case.of(RejectedAttempt.class, SWITCHGEAR);
    private static final Case FORCED_OPEN = Case.of(ForcedOpen.class, SWITCHGEAR);

    private Bars() {}

    public static List<Bar> bars() {
        return List.of(
                new Bar(
                        "P1",
                        "closed, success, count window: 0 B, at most 1/5 of Resilience4j's default",
                        List.of(
                                new Bytes(CLOSED.by(SWITCHGEAR_COUNT), 0),
                                new Ratio(CLOSED.by(SWITCHGEAR_COUNT), CLOSED.by(R4J), 1.0 / 5))),
                new Bar(
                        "P2",
                        "closed, success, default: 0 B, at most 1.5 times the call and a clock reading",
                        List.of(new Bytes(CLOSED, 0), new Ratio(CLOSED, CLOSED.by(ONE_CLOCK_READ), 1.5))),
                new Bar(
                        "P3",
                        "the same with slow calls: 0 B, at most 1.25 times the call and two clock readings",
                        List.of(
                                new Bytes(CLOSED.by(SWITCHGEAR_SLOW), 0),
                                new Ratio(CLOSED.by(SWITCHGEAR_SLOW), CLOSED.by(TWO_CLOCK_READS), 1.25))),
                new Bar(
                        "P4",
                        "all cores at once, beyond the clock readings that each needs: at most 1/3 of Resilience4j",
                        List.of(new Overhead(
                                CROWDED,
                                CROWDED.by(ONE_CLOCK_READ),
                                CROWDED.by(R4J),
                                CROWDED.by(TWO_CLOCK_READS),
                                1.0 / 3))),
                new Bar(
                        "P5",
                        "rejected: without an exception 0 B and at most 1.5 times a clock reading and a striped add; "
                                + "forced open at most 1/5, thrown at most 1/10 of Resilience4j; "
                                + "at 30 % failures no slower than it",
                        List.of(
                                new Bytes(TRY_ACQUIRE, 0),
                                new Ratio(TRY_ACQUIRE, TRY_ACQUIRE.by(CLOCK_READ_AND_ADD), 1.5),
                                new Bytes(ATTEMPT, 0),
                                new Ratio(ATTEMPT, ATTEMPT.by(CLOCK_READ_AND_ADD), 1.5),
                                new Bytes(FORCED_OPEN, 0),
                                new Ratio(FORCED_OPEN, FORCED_OPEN.by(R4J), 1.0 / 5),
                                new Ratio(THROWN, THROWN.by(R4J), 1.0 / 10),
                                new Ratio(FAILING, FAILING.by(R4J), 1))),
                new Bar(
                        "P6",
                        "memory: idle at most 2 KB, busy on 16 processors at most 32 KB, 100,000 keyed in 200 MB; "
                                + "changes of state leave nothing behind",
                        List.of(
                                new Memory(Footprint.SWITCHGEAR_IDLE, 2 * KB),
                                new Memory(Footprint.SWITCHGEAR_BUSY, 32 * KB),
                                new Memory(Footprint.SWITCHGEAR_COUNT_BUSY, 32 * KB),
                                new Memory(Footprint.SWITCHGEAR_KEYED, 200 * MB),
                                new Memory(Footprint.SWITCHGEAR_CHANGED, KB / 4),
                                // The JVM's own comings and goings; one small object a change would be many times more.
                                new Memory(Footprint.SWITCHGEAR_LEFT_BEHIND, MB))),
                new Bar(
                        "P7",
                        "with a state-change listener nothing of this changes: 0 B, at most " + SAME + " times",
                        List.of(
                                new Bytes(CLOSED.by(SWITCHGEAR_COUNT_LISTENER), 0),
                                new Ratio(CLOSED.by(SWITCHGEAR_COUNT_LISTENER), CLOSED.by(SWITCHGEAR_COUNT), SAME),
                                new Bytes(CLOSED.by(SWITCHGEAR_LISTENER), 0),
                                new Ratio(CLOSED.by(SWITCHGEAR_LISTENER), CLOSED, SAME),
                                new Bytes(CLOSED.by(SWITCHGEAR_SLOW_LISTENER), 0),
                                new Ratio(CLOSED.by(SWITCHGEAR_SLOW_LISTENER), CLOSED.by(SWITCHGEAR_SLOW), SAME))));
    }
}
