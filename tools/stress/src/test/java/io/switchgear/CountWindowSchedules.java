// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.counting.CallCounts;
import io.switchgear.counting.SlidingWindow;
import io.switchgear.window.Window;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionGenerator;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * Once all bookings are done, a count window holds exactly the last N calls, in an order in which they may have come. A read
 * during a booking promises less (docs/decisions/0004): a call that has its number and is not marked yet reads as a fast
 * success. So bookings run against each other here, and reads come before and after; WindowRaces has reads in between.
 */
public abstract class CountWindowSchedules extends SchedulesTest {
    private final SlidingWindow window;

    CountWindowSchedules(int size) {
        this.window = SlidingWindow.of(Window.lastCalls(size), 0);
    }

    @Override
    Class<? extends ExecutionGenerator> scenarios() {
        return ReadsAfterwards.class;
    }

    @Operation
    public void record(@Param(gen = IntGen.class, conf = "0:3") int kind) {
        window.record(kind, 0);
    }

    @Operation
    public String read() {
        return window.counts(0).toString();
    }

    /** The last calls in a list. */
    public abstract static class LastCalls {
        private final int size;
        private final Deque<Integer> kinds = new ArrayDeque<>();

        LastCalls(int size) {
            this.size = size;
        }

        public void record(int kind) {
            kinds.add(kind);
            if (kinds.size() > size) {
                kinds.remove();
            }
        }

        public String read() {
            CallCounts counts = CallCounts.NONE;
            for (int kind : kinds) {
                counts = counts.plus(kind);
            }
            return counts.toString();
        }
    }
}
