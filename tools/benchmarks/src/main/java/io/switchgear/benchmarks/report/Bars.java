// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.report;

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
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_SHEDDING;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_SLOW;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_SLOW_LISTENER;
import static io.switchgear.benchmarks.guard.Contender.TWO_CLOCK_READS;

import io.switchgear.benchmarks.memory.Footprint;
import io.switchgear.benchmarks.path.AmongOthers;
import io.switchgear.benchmarks.path.ClosedFailures;
import io.switchgear.benchmarks.path.ClosedSuccess;
import io.switchgear.benchmarks.path.ForcedOpen;
import io.switchgear.benchmarks.path.HalfOpenProbes;
import io.switchgear.benchmarks.path.NewFailures;
import io.switchgear.benchmarks.path.OfFlux;
import io.switchgear.benchmarks.path.OfMono;
import io.switchgear.benchmarks.path.OneMoreMetered;
import io.switchgear.benchmarks.path.RejectedAttempt;
import io.switchgear.benchmarks.path.RejectedThrown;
import io.switchgear.benchmarks.path.RejectedTryAcquire;
import io.switchgear.benchmarks.path.Suspending;
import io.switchgear.benchmarks.path.TenInTurn;
import io.switchgear.benchmarks.path.WithoutPlace;
import io.switchgear.benchmarks.report.Condition.Bytes;
import io.switchgear.benchmarks.report.Condition.BytesAFailure;
import io.switchgear.benchmarks.report.Condition.Memory;
import io.switchgear.benchmarks.report.Condition.Overhead;
import io.switchgear.benchmarks.report.Condition.Ratio;
import io.switchgear.benchmarks.report.Condition.Throughput;
import io.switchgear.benchmarks.run.Case;
import io.switchgear.benchmarks.run.Sections;
import java.util.List;

/** The bars of the contract, P1 to P14, each with the benchmarks that show it. */
public final class Bars {
    /** The tolerance for "nothing changes", which cannot be measured: two runs of the same code may differ by this much. */
    private static final double SAME = 1.15;

    /** The tolerance for a guard known only by a wider type, which costs nothing by itself. */
    private static final double VIEW = 1.05;

    private static final int PERCENT = 30;
    private static final int CALLERS = 8;
    private static final int FEW_KEYS = 1_000;
    private static final int MANY_KEYS = 100_000;

    /** The tolerance for two runs of the same code, of which one has tables too large for the processor's nearest cache. */
    private static final double SAME_IN_A_CROWD = 1.5;

    private static final int MANY_BREAKERS = 2_000;

    private static final long KB = 1_024;
    private static final long MB = 1_024 * KB;

    private static final Case ONE_MORE = Case.of(OneMoreMetered.class, SWITCHGEAR);
    private static final Case CLOSED = Case.of(ClosedSuccess.class, SWITCHGEAR);
    private static final Case CROWDED = CLOSED.threads(Sections.ALL_CORES);
    private static final Case AMONG_OTHERS = Case.of(AmongOthers.class, SWITCHGEAR);
    private static final Case WITHOUT_PLACE =
            Case.of(WithoutPlace.class, SWITCHGEAR).threads(CALLERS);
    private static final Case FAILING =
            Case.of(ClosedFailures.class, SWITCHGEAR).failing(PERCENT);
    private static final Case NEW_FAILURES =
            Case.of(NewFailures.class, SWITCHGEAR).failing(PERCENT);
    private static final Case PROBES = Case.of(HalfOpenProbes.class, SWITCHGEAR);
    private static final Case SUSPENDING = Case.of(Suspending.class, SWITCHGEAR);
    private static final Case MONO = Case.of(OfMono.class, SWITCHGEAR);
    private static final Case FLUX = Case.of(OfFlux.class, SWITCHGEAR);
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
                                // The JVM's own fluctuation; one small object per change would be many times more.
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
                                new Ratio(CLOSED.by(SWITCHGEAR_SLOW_LISTENER), CLOSED.by(SWITCHGEAR_SLOW), SAME))),
                new Bar(
                        "P8",
                        "through a Guard kept in a field: 0 B, the breaker itself at most " + VIEW + " times; "
                                + "among ten breakers and several types of results P1 to P3 hold, and nothing is allocated",
                        List.of(
                                new Bytes(CLOSED.by(SWITCHGEAR_GUARD), 0),
                                new Ratio(CLOSED.by(SWITCHGEAR_GUARD), CLOSED, VIEW),
                                new Bytes(CLOSED.by(SWITCHGEAR_KEY), 0),
                                new Bytes(CLOSED.by(SWITCHGEAR_CONTEXT), 0),
                                new Bytes(AMONG_OTHERS.by(SWITCHGEAR_COUNT), 0),
                                new Ratio(AMONG_OTHERS.by(SWITCHGEAR_COUNT), AMONG_OTHERS.by(R4J), 1.0 / 5),
                                new Bytes(AMONG_OTHERS, 0),
                                new Ratio(AMONG_OTHERS, AMONG_OTHERS.by(ONE_CLOCK_READ), 1.5),
                                new Bytes(AMONG_OTHERS.by(SWITCHGEAR_SLOW), 0),
                                new Ratio(AMONG_OTHERS.by(SWITCHGEAR_SLOW), AMONG_OTHERS.by(TWO_CLOCK_READS), 1.25),
                                new Bytes(Case.of(TenInTurn.class, SWITCHGEAR), 0))),
                new Bar(
                        "P8a",
                        "100,000 keys that have all failed, 8 callers without a place: at least half the calls per second of 1,000",
                        List.of(new Throughput(WITHOUT_PLACE.keys(MANY_KEYS), WITHOUT_PLACE.keys(FEW_KEYS), 1.0 / 2))),
                new Bar(
                        "P9",
                        "at 30 % failures at most 0.8 times Resilience4j, with slow calls at most 1.0 times; 32 B a failure",
                        List.of(
                                new Ratio(FAILING, FAILING.by(R4J), 0.8),
                                new Ratio(FAILING.by(SWITCHGEAR_SLOW), FAILING.by(R4J), 1),
                                new BytesAFailure(FAILING, FAILING.by(ONE_CLOCK_READ), PERCENT, 32),
                                new BytesAFailure(
                                        FAILING.by(SWITCHGEAR_SLOW), FAILING.by(TWO_CLOCK_READS), PERCENT, 32),
                                new Ratio(NEW_FAILURES, NEW_FAILURES.by(R4J), 0.8),
                                new Ratio(NEW_FAILURES.by(SWITCHGEAR_SLOW), NEW_FAILURES.by(R4J), 1),
                                new BytesAFailure(NEW_FAILURES, NEW_FAILURES.by(ONE_CLOCK_READ), PERCENT, 32))),
                new Bar(
                        "P10",
                        "half-open: a probe at most 1.0 times Resilience4j's",
                        List.of(new Ratio(PROBES, PROBES.by(R4J), 1))),
                new Bar(
                        "P11",
                        "Kotlin, a suspending call; Reactor, a subscription: at most 1.0 times Resilience4j's",
                        List.of(
                                new Ratio(SUSPENDING, SUSPENDING.by(R4J), 1),
                                new Ratio(MONO, MONO.by(R4J), 1),
                                new Ratio(FLUX, FLUX.by(R4J), 1))),
                new Bar(
                        "P12",
                        "a breaker that comes and goes where 2,000 have meters: at most " + SAME_IN_A_CROWD
                                + " times the only one; 40 KB",
                        List.of(
                                new Ratio(ONE_MORE.breakers(MANY_BREAKERS), ONE_MORE.breakers(1), SAME_IN_A_CROWD),
                                new Bytes(ONE_MORE.breakers(MANY_BREAKERS), 40 * KB))),
                new Bar(
                        "P14",
                        "let in while shedding: 0 B, at most 1.3 times the closed call",
                        List.of(
                                new Bytes(CLOSED.by(SWITCHGEAR_SHEDDING), 0),
                                new Ratio(CLOSED.by(SWITCHGEAR_SHEDDING), CLOSED, 1.3))));
    }
}
