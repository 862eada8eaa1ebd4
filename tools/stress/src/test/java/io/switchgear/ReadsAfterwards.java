// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.CTestStructure;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.execution.RandomExecutionGenerator;
import org.jetbrains.lincheck.datastructures.CTestConfiguration;
import org.jetbrains.lincheck.datastructures.RandomProvider;

/**
 * Makes up scenarios in which nothing is read while something is written: for what is exact only when all writers are back.
 * Reads are the operations called {@code read}.
 */
public class ReadsAfterwards extends RandomExecutionGenerator {
    public ReadsAfterwards(CTestConfiguration configuration, CTestStructure structure, RandomProvider random) {
        super(configuration, structure, random);
    }

    @Override
    public ExecutionScenario nextExecution() {
        ExecutionScenario made = super.nextExecution();
        List<List<Actor>> threads = made.getParallelExecution().stream()
                .map(ReadsAfterwards::writes)
                .toList();
        return threads.stream().anyMatch(List::isEmpty)
                ? nextExecution()
                : new ExecutionScenario(
                        made.getInitExecution(), threads, made.getPostExecution(), made.getValidationFunction());
    }

    private static List<Actor> writes(List<Actor> thread) {
        return thread.stream()
                .filter(actor -> !actor.getMethod().getName().equals("read"))
                .toList();
    }
}
