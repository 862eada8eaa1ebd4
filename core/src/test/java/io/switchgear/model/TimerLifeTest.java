// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.HandScheduler;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A breaker has one timer at most, and none when nothing can fall due; without a scheduler it has no thread either. */
@Tag("C22")
class TimerLifeTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HandScheduler timer = new HandScheduler();

    @Test
    void shouldNeedNoTimerWhileClosedOrHeld() {
        Rig rig = rig(config -> config);
        rig.call(WayIn.CALL, Outcome.SUCCESS);
        rig.breaker.forceOpen("maintenance");
        rig.breaker.disable("a test");
        rig.breaker.metricsOnly("a trial");
        rig.breaker.release("done");
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void shouldHaveOneTimerInEachPhaseAndNoneAfterIt() {
        Rig rig = rig(config -> config.ramp(Ramp.over(LIMIT)));
        for (int cycle = 0; cycle < 50; cycle++) {
            rig.trip();
            assertThat(timer.pending()).as("while open").isEqualTo(1);
            rig.advance(Rig.WAIT);
            Permit probe = rig.breaker.acquire();
            assertThat(timer.pending()).as("while a probe is out").isEqualTo(1);
            probe.success();
            assertThat(timer.pending()).as("while ramping up").isEqualTo(1);
            if (cycle % 2 == 0) {
                rig.advance(LIMIT);
                rig.call(WayIn.CALL, Outcome.SUCCESS);
                assertThat(timer.pending()).as("when closed").isZero();
            }
        }
    }

    @Test
    void shouldDropTheTimerAtAResetAndByHand() {
        Rig rig = rig(config -> config);
        for (int i = 0; i < 20; i++) {
            rig.trip();
            rig.breaker.reset("again");
            assertThat(timer.pending()).isZero();
            rig.tripAndWait();
            rig.breaker.acquire();
            rig.breaker.forceOpen("maintenance");
            assertThat(timer.pending()).isZero();
            rig.breaker.release("done");
        }
    }

    @Test
    @Tag("C40")
    void shouldDropTheTimersOfAPhaseBesideTheCalls() {
        Rig rig = rig(config -> config.startIn(State.METRICS_ONLY));
        rig.breaker.acquire().failure();
        assertThat(timer.pending()).isEqualTo(1);
        rig.breaker.release("seen enough");
        assertThat(timer.pending()).isZero();
    }

    @Test
    @Tag("C11")
    void shouldHaveOneTimerHoweverManyCallsAreOut() {
        Rig rig = rig(config -> config.tripWhen(TripRule.stuckCalls(1_000, LIMIT)));
        for (int i = 0; i < 100; i++) {
            rig.breaker.acquire();
            timer.advance(rig.ticker, LIMIT.dividedBy(7));
            assertThat(timer.pending()).isEqualTo(1);
        }
        assertThat(timer.scheduled()).isLessThan(200);
    }

    @Test
    @Tag("C32")
    void shouldHaveOneTimerHoweverManyProbesAreIgnored() {
        Rig rig = rig(config -> config.halfOpen(HalfOpen.probes(2).probeTimeout(Rig.LEASE)));
        rig.tripAndWait();
        for (int i = 0; i < 100; i++) {
            rig.breaker.acquire().ignore();
            assertThat(timer.pending()).isEqualTo(1);
        }
        rig.breaker.acquire().success();
        rig.breaker.acquire().success();
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(timer.pending()).isZero();
    }

    @Test
    @Tag("C31")
    void shouldNotRelyOnATimerThatShouldHaveFiredAndDidNot() {
        Rig rig = rig(config -> config.halfOpen(HalfOpen.probes(2).probeTimeout(Rig.LEASE)));
        rig.tripAndWait();
        rig.breaker.acquire().success();
        int scheduled = timer.scheduled();
        rig.advance(Rig.LEASE.plusNanos(1)); // the scheduler sleeps
        rig.breaker.acquire();
        assertThat(timer.scheduled()).as("timers").isEqualTo(scheduled + 1);
    }

    @Test
    @Tag("C33")
    void shouldHaveOneTimerInARampThatWatchesStuckCallsToo() {
        Duration length = LIMIT.multipliedBy(200);
        Rig rig = rig(config -> config.ramp(Ramp.over(length).from(1))
                .tripWhen(TripRule.anyOf(TripRule.failureCount(1), TripRule.stuckCalls(1, LIMIT))));
        for (boolean hangs : new boolean[] {true, false}) {
            rig.trip();
            timer.advance(rig.ticker, Rig.WAIT);
            rig.breaker.acquire().success();
            for (int i = 0; i < 100; i++) {
                rig.breaker.acquire().success();
                timer.advance(rig.ticker, LIMIT);
                assertThat(timer.pending()).isEqualTo(1);
            }
            if (hangs) {
                rig.breaker.acquire();
                timer.advance(rig.ticker, LIMIT.dividedBy(10).multipliedBy(12));
                assertThat(rig.breaker.state()).as("while a call hangs").isEqualTo(State.OPEN);
                rig.breaker.reset("again");
                assertThat(timer.pending()).isZero();
            }
        }
        timer.advance(rig.ticker, length.minus(LIMIT.multipliedBy(100)));
        assertThat(rig.breaker.state()).as("when the ramp is over").isEqualTo(State.CLOSED);
        assertThat(timer.pending()).isZero();
    }

    @Test
    void shouldStartNoThread() throws Exception {
        ThreadGroup group = new ThreadGroup("one thread");
        Throwable[] thrown = new Throwable[1];
        int[] threads = new int[1];
        Thread only = new Thread(group, () -> {
            try {
                wholeLife(new Rig(config -> config.ramp(Ramp.over(LIMIT))
                        .tripWhen(TripRule.anyOf(TripRule.failureCount(1), TripRule.stuckCalls(1, LIMIT)))));
                threads[0] = group.enumerate(new Thread[10], true);
            } catch (Throwable failed) {
                thrown[0] = failed;
            }
        });
        only.start();
        only.join();
        assertThat(thrown[0]).isNull();
        assertThat(threads[0]).as("threads, with the one that ran all this").isEqualTo(1);
    }

    private static void wholeLife(Rig rig) {
        for (WayIn way : WayIn.values()) {
            rig.call(way, Outcome.SUCCESS);
            rig.call(way, Outcome.FAILURE);
            rig.advance(Rig.WAIT);
            rig.call(way, Outcome.SUCCESS);
            rig.advance(LIMIT);
            rig.call(way, Outcome.SUCCESS);
            assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
            rig.breaker.reset("next way in");
        }
    }

    private Rig rig(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return new Rig(config -> settings.apply(config.scheduler(timer)));
    }
}
