// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** What listeners hear, and when. */
public class EventRaces {
    private static final CircuitBreakerConfig CONFIG = BreakerRig.config(c -> c);

    /** Two threads reset a breaker: the numbers that its listener heard, and whether it ever heard two at a time. */
    @JCStressTest
    @Outcome(id = "\\[1, 2\\], false", expect = ACCEPTABLE, desc = "Both, in order, one at a time.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, out of order, or at the same time.")
    @State
    public static class Order {
        private final CircuitBreaker breaker = CircuitBreaker.of("race", CONFIG);
        /** Without a guard: that the listener hears one event after the other is guard enough. */
        private final List<Long> heard = new ArrayList<>();

        private boolean hearing;
        private boolean twoAtATime;

        public Order() {
            breaker.onStateChange(change -> {
                twoAtATime |= hearing;
                hearing = true;
                heard.add(change.sequence());
                hearing = false;
            });
        }

        @Actor
        public void reset() {
            breaker.reset("race");
        }

        @Actor
        public void resetToo() {
            breaker.reset("race");
        }

        @Arbiter
        public void look(LL_Result r) {
            r.r1 = heard;
            r.r2 = twoAtATime;
        }
    }

    /** Three events wait for a listener that is removed: how many it begins to hear after that. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "It heard what it heard before.")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "One had been taken out for it just before.")
    @Outcome(expect = FORBIDDEN, desc = "A delivery began after remove() had returned.")
    @State
    public static class Removal {
        private final CircuitBreaker breaker = CircuitBreaker.of("race", CONFIG);
        private final Queue<Runnable> deliveries = new ArrayDeque<>();
        private final Registration registration;
        private volatile boolean removed;
        private int heardAfterwards;

        public Removal() {
            registration = breaker.onStateChange(
                    change -> {
                        if (removed) {
                            heardAfterwards++;
                        }
                    },
                    deliveries::add);
            breaker.reset("one");
            breaker.reset("two");
            breaker.reset("three");
        }

        @Actor
        public void deliver() {
            deliveries.remove().run();
        }

        @Actor
        public void remove() {
            registration.close();
            removed = true;
        }

        @Arbiter
        public void look(I_Result r) {
            r.r1 = heardAfterwards;
        }
    }
}
