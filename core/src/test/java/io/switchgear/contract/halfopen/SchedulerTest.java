// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.HandScheduler;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With a scheduler, what falls due is noticed on time although nobody calls, and dated when it fell due. */
@Tag("C22")
class SchedulerTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HandScheduler timer = new HandScheduler();

    @Test
    void shouldBeHalfOpenAtTheVeryEndOfTheWaitWithoutTraffic() {
        Rig rig = rig(config -> config);
        rig.trip();
        pass(rig, Rig.WAIT.minus(Rig.TICK));
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        pass(rig, Rig.TICK);
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(rig.breaker.snapshot().totals().admitted())
                .as("no call was needed")
                .isEqualTo(1);
        assertThat(times(rig)).containsExactly(atSecond(0), atSecond(10));
    }

    @Test
    void shouldGoThroughAllStatesWithNoTrafficButTheProbe() {
        Rig rig = rig(config -> config.ramp(Ramp.over(Duration.ofSeconds(20))));
        rig.trip();
        pass(rig, Rig.WAIT);
        rig.breaker.acquire().success();
        pass(rig, Duration.ofSeconds(20).minus(Rig.TICK));
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        pass(rig, Rig.TICK);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(times(rig)).containsExactly(atSecond(0), atSecond(10), atSecond(10), atSecond(30));
    }

    @Test
    @Tag("C33")
    void shouldNotMissTheRampsEndForTheSakeOfStuckCalls() {
        Rig rig = rig(config -> config.ramp(Ramp.over(LIMIT.dividedBy(2)))
                .tripWhen(TripRule.anyOf(TripRule.failureCount(1), TripRule.stuckCalls(1, LIMIT))));
        rig.trip();
        pass(rig, Rig.WAIT);
        rig.breaker.acquire().success();
        rig.breaker.acquire();
        pass(rig, LIMIT.dividedBy(2));
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    @Tag("C31")
    void shouldReopenAtTheVeryEndOfALeaseAndGoOnFromThere() {
        Rig rig = rig(config -> config);
        rig.trip();
        pass(rig, Rig.WAIT);
        rig.breaker.acquire();
        pass(rig, Rig.LEASE.minus(Rig.TICK));
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        pass(rig, Rig.TICK);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        pass(rig, Rig.WAIT);
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN, State.HALF_OPEN);
        assertThat(times(rig)).containsExactly(atSecond(0), atSecond(10), atSecond(40), atSecond(50));
    }

    @Test
    @Tag("C31")
    void shouldWatchTheLeaseOfEachProbe() {
        Rig rig = rig(config -> config.halfOpen(HalfOpen.probes(3).required(2).probeTimeout(Rig.LEASE)));
        rig.trip();
        pass(rig, Rig.WAIT);
        for (int i = 0; i < 3; i++) {
            rig.breaker.acquire();
            pass(rig, Duration.ofSeconds(1));
        }
        pass(rig, Rig.LEASE.minusSeconds(2).minus(Rig.TICK));
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        pass(rig, Rig.TICK);
        assertThat(rig.breaker.state()).as("two of three leases are over").isEqualTo(State.OPEN);
        assertThat(times(rig)).last().isEqualTo(atSecond(41));
    }

    @Test
    void shouldWatchALaterProbeWhenTheFirstHasReturned() {
        Rig rig = rig(config -> config.halfOpen(HalfOpen.probes(2).probeTimeout(Rig.LEASE)));
        rig.trip();
        pass(rig, Rig.WAIT);
        Permit first = rig.breaker.acquire();
        pass(rig, Duration.ofSeconds(5));
        first.success();
        rig.breaker.acquire();
        pass(rig, Rig.LEASE.minus(Rig.TICK));
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        pass(rig, Rig.TICK);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    @Tag("C11")
    void shouldFindStuckCallsThoughNoOtherCallComes() {
        Rig rig = rig(config -> config.tripWhen(TripRule.stuckCalls(2, LIMIT)));
        pass(rig, Duration.ofSeconds(3));
        rig.breaker.acquire();
        pass(rig, Duration.ofSeconds(4));
        rig.breaker.acquire();
        pass(rig, LIMIT);
        assertThat(rig.breaker.state()).as("at the limit").isEqualTo(State.CLOSED);
        pass(rig, LIMIT.dividedBy(10).multipliedBy(2));
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertThat(rig.rejected(WayIn.CALL)).hasMessageContaining("calls out for longer than 10 s: 2 >= 2");
    }

    @Test
    @Tag("C11")
    void shouldGoOnLookingForStuckCallsAfterAQuietTime() {
        Rig rig = rig(config -> config.tripWhen(TripRule.stuckCalls(1, LIMIT)));
        for (int i = 0; i < 5; i++) {
            rig.breaker.acquire().success();
            pass(rig, LIMIT.multipliedBy(3));
            assertThat(timer.pending()).as("timers while no call is out").isZero();
        }
        rig.breaker.acquire();
        pass(rig, LIMIT.multipliedBy(2));
        assertThat(rig.breaker.state()).isNotEqualTo(State.CLOSED);
    }

    @Test
    void shouldNotMindATimerThatFiresEarly() {
        Rig rig = rig(config -> config);
        rig.trip();
        for (int second = 1; second < 10; second++) {
            pass(rig, Duration.ofSeconds(1));
            timer.fire();
            assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
            assertThat(timer.pending()).isEqualTo(1);
            assertThat(timer.next()).isEqualTo(Duration.ofSeconds(10 - second));
        }
        pass(rig, Duration.ofSeconds(1));
        rig.breaker.acquire();
        timer.fire();
        assertThat(timer.next()).isEqualTo(Rig.LEASE);
        pass(rig, Rig.LEASE);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldDateWhatATimerFindsLateWhenItFellDue() {
        Rig rig = rig(config -> config);
        rig.trip();
        rig.advance(Rig.WAIT.plusSeconds(7));
        timer.fire();
        assertThat(times(rig)).containsExactly(atSecond(0), atSecond(10));
        rig.breaker.acquire();
        rig.advance(Rig.LEASE.plus(Rig.WAIT).plusSeconds(3));
        timer.fire();
        assertThat(times(rig)).containsExactly(atSecond(0), atSecond(10), atSecond(47), atSecond(57));
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void shouldWaitOnlyForWhatIsLeftOfAWaitThatBeganUnseen() {
        Rig rig = rig(config -> config);
        rig.trip();
        pass(rig, Rig.WAIT);
        rig.breaker.acquire();
        rig.advance(Rig.LEASE.plusSeconds(4));
        timer.fire();
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertThat(timer.next()).isEqualTo(Duration.ofSeconds(6));
        pass(rig, Duration.ofSeconds(6));
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    @Tag("C40")
    void shouldAlsoEndTheStateThatABreakerStartedIn() {
        Rig open = rig(config -> config.startIn(State.OPEN));
        pass(open, Rig.WAIT);
        assertThat(open.breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    @Tag("C40")
    void shouldLetThePhasesBesideTheCallsGoOnToo() {
        Rig rig = rig(config -> config.startIn(State.METRICS_ONLY));
        rig.breaker.acquire().failure();
        assertThat(rig.breaker.snapshot().wouldBe()).contains(State.OPEN);
        pass(rig, Rig.WAIT);
        assertThat(rig.breaker.snapshot().wouldBe()).contains(State.HALF_OPEN);
    }

    @Test
    void shouldTellListenersOfChangesThatATimerMade() {
        Rig rig = rig(config -> config);
        rig.trip();
        pass(rig, Rig.WAIT);
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN);
    }

    private Rig rig(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return new Rig(config -> settings.apply(config.scheduler(timer)));
    }

    private void pass(Rig rig, Duration duration) {
        timer.advance(rig.ticker, duration);
    }

    private static List<Instant> times(Rig rig) {
        return rig.changes.stream().map(StateChange::at).toList();
    }

    private static Instant atSecond(int second) {
        return Rig.START.plusSeconds(second);
    }
}
