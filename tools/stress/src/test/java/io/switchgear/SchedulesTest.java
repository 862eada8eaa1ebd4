// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import org.jetbrains.kotlinx.lincheck.execution.ExecutionGenerator;
import org.jetbrains.kotlinx.lincheck.execution.RandomExecutionGenerator;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Lets Lincheck make up scenarios of two threads from the operations of a subclass, run each in many schedules, and look for
 * one whose results are those of no order of the operations.
 */
abstract class SchedulesTest {
    /** What shares nothing: immutable, or used by one thread only. Switching between threads in there finds nothing. */
    private static final String[] VALUES = {
        "io.switchgear.Counts",
        "io.switchgear.Evidence",
        "io.switchgear.Probes",
        "io.switchgear.Problems",
        "io.switchgear.StateChange",
        "io.switchgear.Totals",
        "io.switchgear.TripDecision",
        "io.switchgear.outcome.LastFailure",
        "io.switchgear.support.Durations",
        "io.switchgear.window.Metrics",
    };
    /** What we trust the JDK to have got right; none of these calls back. */
    private static final String[] ATOMIC = {
        "java.util.concurrent.ConcurrentHashMap", "java.util.concurrent.ConcurrentSkipListMap",
    };

    private final Stress stress = Stress.chosen();

    /** A class with the same operations, slow and obvious, for a single thread. */
    abstract Class<?> specification();

    /** What makes up the scenarios. */
    Class<? extends ExecutionGenerator> scenarios() {
        return RandomExecutionGenerator.class;
    }

    /** How many operations come before the threads part. */
    int before() {
        return 2;
    }

    /** Each switch between threads is the checker's choice, so what it finds it finds again. */
    @Test
    void shouldDoWhatSomeOrderWouldInSchedulesOfTheModelChecker() {
        check(new ModelCheckingOptions()
                .iterations(stress.modelScenarios)
                .invocationsPerIteration(stress.modelSchedules)
                .addGuarantee(forClasses(VALUES).allMethods().ignore())
                .addGuarantee(
                        forClasses("io.switchgear.CircuitBreaker").methods("of").ignore())
                .addGuarantee(forClasses(ATOMIC).allMethods().treatAsAtomic()));
    }

    /** Real threads also see what the compiler and the processor reorder. */
    @Test
    void shouldDoWhatSomeOrderWouldOnRealThreads() {
        check(new StressOptions().iterations(stress.threadScenarios).invocationsPerIteration(stress.threadSchedules));
    }

    private void check(Options<?, ?> options) {
        options.threads(2)
                .actorsBefore(before())
                .actorsPerThread(3)
                .actorsAfter(2)
                .executionGenerator(scenarios())
                .sequentialSpecification(specification())
                .check(getClass());
    }
}
