// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.run;

import static io.switchgear.benchmarks.guard.Contender.ADDS;
import static io.switchgear.benchmarks.guard.Contender.BARE_CALL;
import static io.switchgear.benchmarks.guard.Contender.CLOCK_READ_AND_ADD;
import static io.switchgear.benchmarks.guard.Contender.FAILSAFE;
import static io.switchgear.benchmarks.guard.Contender.FAILSAFE_STANDALONE;
import static io.switchgear.benchmarks.guard.Contender.ONE_CLOCK_READ;
import static io.switchgear.benchmarks.guard.Contender.R4J;
import static io.switchgear.benchmarks.guard.Contender.R4J_LISTENER;
import static io.switchgear.benchmarks.guard.Contender.R4J_LOCK_FREE;
import static io.switchgear.benchmarks.guard.Contender.R4J_ON_SWITCHGEAR;
import static io.switchgear.benchmarks.guard.Contender.R4J_ON_SWITCHGEAR_LISTENER;
import static io.switchgear.benchmarks.guard.Contender.R4J_STACKLESS;
import static io.switchgear.benchmarks.guard.Contender.R4J_TIME;
import static io.switchgear.benchmarks.guard.Contender.R4J_TIME_LOCK_FREE;
import static io.switchgear.benchmarks.guard.Contender.SENTINEL;
import static io.switchgear.benchmarks.guard.Contender.SMALLRYE;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_CONTEXT;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_COUNT;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_COUNT_LISTENER;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_GUARD;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_KEY;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_LISTENER;
import static io.switchgear.benchmarks.guard.Contender.SWITCHGEAR_OBSERVER;
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
import io.switchgear.benchmarks.path.OfFlux;
import io.switchgear.benchmarks.path.OfMono;
import io.switchgear.benchmarks.path.RejectedAttempt;
import io.switchgear.benchmarks.path.RejectedThrown;
import io.switchgear.benchmarks.path.RejectedTryAcquire;
import io.switchgear.benchmarks.path.Suspending;
import io.switchgear.benchmarks.path.TenInTurn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The sections of the table. */
public final class Sections {
    /** As many threads as there are processors. */
    public static final int ALL_CORES = Runtime.getRuntime().availableProcessors();

    private static final List<Contender> NOBODY = List.of();

    private Sections() {}

    /** All sections, optionally without those that are left out when time is short. */
    public static List<Section> sections(boolean all) {
        List<Section> sections = new ArrayList<>();
        sections.add(own(
                "closed, success",
                Case.of(ClosedSuccess.class, SWITCHGEAR),
                List.of(
                        SWITCHGEAR,
                        SWITCHGEAR_COUNT,
                        SWITCHGEAR_SLOW,
                        SWITCHGEAR_LISTENER,
                        SWITCHGEAR_COUNT_LISTENER,
                        SWITCHGEAR_SLOW_LISTENER,
                        R4J,
                        FAILSAFE,
                        FAILSAFE_STANDALONE,
                        SMALLRYE,
                        SENTINEL),
                List.of(
                        SWITCHGEAR_TIME,
                        SWITCHGEAR_OBSERVER,
                        SWITCHGEAR_GUARD,
                        SWITCHGEAR_KEY,
                        SWITCHGEAR_CONTEXT,
                        R4J_LISTENER,
                        R4J_TIME,
                        R4J_LOCK_FREE,
                        R4J_TIME_LOCK_FREE,
                        R4J_ON_SWITCHGEAR,
                        R4J_ON_SWITCHGEAR_LISTENER)));
        for (int threads : all ? new TreeSet<>(List.of(2, 8, ALL_CORES)) : new TreeSet<>(List.of(ALL_CORES))) {
            sections.add(own(
                    "closed, success, " + threads + " threads at once",
                    Case.of(ClosedSuccess.class, SWITCHGEAR).threads(threads),
                    List.of(SWITCHGEAR, R4J),
                    List.of(
                            SWITCHGEAR_COUNT,
                            SWITCHGEAR_SLOW,
                            R4J_TIME,
                            R4J_LOCK_FREE,
                            R4J_TIME_LOCK_FREE,
                            R4J_ON_SWITCHGEAR,
                            FAILSAFE,
                            FAILSAFE_STANDALONE,
                            SMALLRYE,
                            SENTINEL)));
        }
        for (int percent : all ? List.of(5, 30) : List.of(30)) {
            sections.add(own(
                    "closed, " + percent + " % failures",
                    Case.of(ClosedFailures.class, SWITCHGEAR).failing(percent),
                    List.of(SWITCHGEAR, R4J),
                    List.of(SWITCHGEAR_COUNT, SWITCHGEAR_SLOW, R4J_TIME, FAILSAFE_STANDALONE, SMALLRYE, SENTINEL)));
        }
        sections.add(own(
                "closed, 30 % failures, each a new exception",
                Case.of(NewFailures.class, SWITCHGEAR).failing(30),
                List.of(SWITCHGEAR, R4J),
                List.of(SWITCHGEAR_SLOW)));
        sections.add(own(
                "closed, among other breakers, results of several types",
                Case.of(AmongOthers.class, SWITCHGEAR),
                List.of(SWITCHGEAR, SWITCHGEAR_COUNT, SWITCHGEAR_SLOW, R4J),
                NOBODY));
        sections.add(shared(
                "closed, ten different breakers in turn, results of several types",
                Case.of(TenInTurn.class, SWITCHGEAR),
                TWO_CLOCK_READS,
                List.of(SWITCHGEAR),
                NOBODY));
        sections.add(shared(
                "open, refusal thrown and caught",
                Case.of(RejectedThrown.class, SWITCHGEAR),
                CLOCK_READ_AND_ADD,
                List.of(SWITCHGEAR, R4J),
                List.of(R4J_STACKLESS, R4J_ON_SWITCHGEAR, FAILSAFE, SMALLRYE, SENTINEL)));
        sections.add(shared(
                "open, tryAcquire",
                Case.of(RejectedTryAcquire.class, SWITCHGEAR),
                CLOCK_READ_AND_ADD,
                List.of(SWITCHGEAR, R4J),
                List.of(FAILSAFE_STANDALONE)));
        sections.add(shared(
                "open, attempt (refusal as a value)",
                Case.of(RejectedAttempt.class, SWITCHGEAR),
                CLOCK_READ_AND_ADD,
                List.of(SWITCHGEAR),
                NOBODY));
        sections.add(shared(
                "forced open, tryAcquire",
                Case.of(ForcedOpen.class, SWITCHGEAR),
                ADDS,
                List.of(SWITCHGEAR, R4J),
                NOBODY));
        sections.add(shared(
                "half-open, per probe of 1,000",
                Case.of(HalfOpenProbes.class, SWITCHGEAR),
                TWO_CLOCK_READS,
                List.of(SWITCHGEAR, R4J),
                List.of(FAILSAFE_STANDALONE)));
        sections.add(shared(
                "closed, permit",
                Case.of(ByPermit.class, SWITCHGEAR),
                TWO_CLOCK_READS,
                List.of(SWITCHGEAR, R4J),
                List.of(R4J_ON_SWITCHGEAR, FAILSAFE_STANDALONE)));
        sections.add(shared(
                "closed, completed stage",
                Case.of(Async.class, SWITCHGEAR),
                TWO_CLOCK_READS,
                List.of(SWITCHGEAR, R4J),
                List.of(R4J_ON_SWITCHGEAR, FAILSAFE)));
        sections.add(shared(
                "closed, suspending",
                Case.of(Suspending.class, SWITCHGEAR),
                TWO_CLOCK_READS,
                List.of(SWITCHGEAR, R4J),
                NOBODY));
        sections.add(shared(
                "closed, a subscription to a Mono",
                Case.of(OfMono.class, SWITCHGEAR),
                BARE_CALL,
                List.of(SWITCHGEAR, R4J),
                NOBODY));
        sections.add(shared(
                "closed, a subscription to a Flux of 100 elements",
                Case.of(OfFlux.class, SWITCHGEAR),
                BARE_CALL,
                List.of(SWITCHGEAR, R4J),
                NOBODY));
        sections.add(shared(
                "closed, one of 1,000 keys",
                Case.of(Keyed.class, SWITCHGEAR),
                ONE_CLOCK_READ,
                List.of(SWITCHGEAR, R4J),
                NOBODY));
        return sections;
    }

    private static Section own(String title, Case like, List<Contender> contenders, List<Contender> others) {
        return new Section(title, like, Optional.empty(), contenders, others);
    }

    private static Section shared(
            String title, Case like, Contender floor, List<Contender> contenders, List<Contender> others) {
        return new Section(title, like, Optional.of(floor), contenders, others);
    }
}
