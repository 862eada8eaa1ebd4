// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.counting.StripedCounters;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionGenerator;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * No add is lost, also while rows are added. A sum adds up row by row, so one that is read during adds may miss one and have
 * a later one: reads come before and after.
 */
@Param(name = "counter", gen = IntGen.class, conf = "0:1")
public class StripedCountersSchedulesTest extends SchedulesTest {
    private final StripedCounters counters = new StripedCounters(2);

    @Override
    Class<?> specification() {
        return PlainCounters.class;
    }

    @Override
    Class<? extends ExecutionGenerator> scenarios() {
        return ReadsAfterwards.class;
    }

    @Operation
    public void add(@Param(name = "counter") int counter) {
        counters.add(counter);
    }

    @Operation
    public long read(@Param(name = "counter") int counter) {
        return counters.sum(counter);
    }

    /** Plain numbers. */
    public static class PlainCounters {
        private final long[] counters = new long[2];

        public void add(int counter) {
            counters[counter]++;
        }

        public long read(int counter) {
            return counters[counter];
        }
    }
}
