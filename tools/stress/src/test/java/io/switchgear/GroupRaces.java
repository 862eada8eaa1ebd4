// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Breakers that come and go in groups. */
public class GroupRaces {
    private static final CircuitBreakerConfig CONFIG = BreakerRig.config(c -> c);

    /** Two threads ask a registry for a name that is new, while it has a listener: the same one, and resets heard. */
    @JCStressTest
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "One breaker, and the listener is attached to it once.")
    @Outcome(expect = FORBIDDEN, desc = "Two breakers by one name, or a listener that hears nothing or twice.")
    @State
    public static class SameName {
        private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(CONFIG);
        private final AtomicInteger heard = new AtomicInteger();
        private CircuitBreaker one;
        private CircuitBreaker other;

        public SameName() {
            registry.onEvent(event -> heard.incrementAndGet(), Runnable::run);
        }

        @Actor
        public void get() {
            one = registry.get("name");
        }

        @Actor
        public void getToo() {
            other = registry.get("name");
        }

        @Arbiter
        public void look(ZI_Result r) {
            r.r1 = one == other;
            one.reset("race");
            r.r2 = heard.get();
        }
    }

    /** A breaker is made while a listener to all is registered. */
    @JCStressTest
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "The listener hears it.")
    @Outcome(expect = FORBIDDEN, desc = "It is one of those there are or of those to come, and the listener missed it.")
    @State
    public static class NewBreakerAndNewListener {
        private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(CONFIG);
        private final AtomicInteger heard = new AtomicInteger();

        @Actor
        public void get(ZI_Result r) {
            r.r1 = registry.get("name").name().equals("name");
        }

        @Actor
        public void listen() {
            registry.onEvent(event -> heard.incrementAndGet(), Runnable::run);
        }

        @Arbiter
        public void look(ZI_Result r) {
            registry.get("name").reset("race");
            r.r2 = heard.get();
        }
    }

    /** Two new keys want the only place: keys with a breaker of their own, calls counted over all. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "One place, and no call lost whoever had to leave.")
    @Outcome(expect = FORBIDDEN, desc = "More keys than the bound, or a call that no totals show.")
    @State
    public static class KeyBound {
        private final KeyedCircuitBreaker<String> keyed = KeyedCircuitBreaker.of("race", 1, CONFIG);

        @Actor
        public void call() {
            keyed.at("a").acquire().success();
        }

        @Actor
        public void callAnother() {
            keyed.at("b").acquire().success();
        }

        @Arbiter
        public void look(JJ_Result r) {
            KeyedSnapshot<String> snapshot = keyed.snapshot();
            r.r1 = snapshot.keys();
            r.r2 = snapshot.totals().successes();
        }
    }

    /** A key is held by hand while another one wants its place: whether it says that it holds, and whether it does. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "It is held, in the place that it had or has taken again.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The other key had a call out and there was no place.")
    @Outcome(expect = FORBIDDEN, desc = "It says that it holds what it does not hold.")
    @State
    public static class HoldAndEviction {
        private final KeyedCircuitBreaker<String> keyed = KeyedCircuitBreaker.of("race", 1, CONFIG);

        public HoldAndEviction() {
            keyed.at("a").acquire().success();
        }

        @Actor
        public void hold(ZZ_Result r) {
            r.r1 = keyed.forceOpen("a", "race");
        }

        @Actor
        public void callAnother() {
            keyed.at("b").acquire().success();
        }

        @Arbiter
        public void look(ZZ_Result r) {
            r.r2 = keyed.snapshot("a")
                    .filter(a -> a.state() == io.switchgear.State.FORCED_OPEN)
                    .isPresent();
        }
    }

    /** All keys are held while a new one comes: whether it and the overflow are held. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Both are held.")
    @Outcome(expect = FORBIDDEN, desc = "A key has escaped the hold.")
    @State
    public static class HoldOfAllAndNewKey {
        private final KeyedCircuitBreaker<String> keyed = KeyedCircuitBreaker.of("race", 1, CONFIG);

        @Actor
        public void hold() {
            keyed.forceOpen("race");
        }

        @Actor
        public void call() {
            keyed.at("a").tryAcquire().ifPresent(Permit::success);
        }

        @Arbiter
        public void look(ZZ_Result r) {
            r.r1 = keyed.at("a").tryAcquire().isEmpty();
            r.r2 = keyed.snapshot().overflow().state() == io.switchgear.State.FORCED_OPEN;
        }
    }
}
