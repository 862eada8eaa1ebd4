// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Whatever keys come, no more than the bound have a breaker of their own at any moment, every call is let in, and none goes
 * missing while it is out. Which key has to leave is not one order's answer: marks of use may be lost on purpose.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:3")
public class KeyBoundSchedulesTest extends SchedulesTest {
    private static final int BOUND = 1;
    private static final CircuitBreakerConfig CONFIG = BreakerRig.config(c -> c);

    private final KeyedCircuitBreaker<Integer> keyed = KeyedCircuitBreaker.of("keys", BOUND, CONFIG);
    private final List<Deque<Permit>> out = new ArrayList<>();

    public KeyBoundSchedulesTest() {
        for (int thread = 0; thread < 5; thread++) {
            out.add(new ArrayDeque<>());
        }
    }

    @Override
    Class<?> specification() {
        return EveryCallPasses.class;
    }

    @Operation
    public boolean acquire(@Param(gen = ThreadIdGen.class) int thread, @Param(name = "key") int key) {
        return keyed.at(key).tryAcquire().map(out.get(thread)::add).orElse(false);
    }

    @Operation
    public boolean settle(@Param(gen = ThreadIdGen.class) int thread) {
        Permit permit = out.get(thread).poll();
        return permit != null && permit.success();
    }

    @Operation
    public boolean isWithinBound() {
        return keyed.snapshot().keys() <= BOUND;
    }

    @Validate
    public void shouldKnowOfEachCallThatIsOut() {
        long permits = out.stream().mapToLong(Deque::size).sum();
        long inFlight = keyed.snapshot().totals().inFlight();
        if (inFlight > permits || inFlight < 0) {
            throw new IllegalStateException(permits + " permits are out and " + inFlight + " calls in flight");
        }
    }

    /** No bound at all. */
    public static class EveryCallPasses {
        private final int[] out = new int[5];

        public boolean acquire(int thread, int key) {
            out[thread]++;
            return true;
        }

        public boolean settle(int thread) {
            boolean isOut = out[thread] > 0;
            out[thread] -= isOut ? 1 : 0;
            return isOut;
        }

        public boolean isWithinBound() {
            return true;
        }
    }
}
