// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.HandScheduler;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A scheduler that is given while the breaker runs serves what is under way already. */
@Tag("C62")
@Tag("C22")
class SettingsGivenLaterTest {
    private static final Duration PASSED = Duration.ofSeconds(4);

    private final HandScheduler timer = new HandScheduler();
    private final HandScheduler other = new HandScheduler();

    @Test
    void shouldMakeAnOpenBreakerHalfOpenWhenItsWaitIsOver() {
        Rig rig = new Rig(config -> config);
        rig.trip();
        rig.advance(PASSED);
        give(rig, timer);
        assertThat(timer.next()).isEqualTo(Rig.WAIT.minus(PASSED));
        timer.advance(rig.ticker, Rig.WAIT.minus(PASSED).minus(Rig.TICK));
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        timer.advance(rig.ticker, Rig.TICK);
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(last(rig)).isEqualTo(Rig.START.plus(Rig.WAIT));
    }

    @Test
    void shouldMakeAnOpenBreakerHalfOpenAtOnceWhenItsWaitIsOverAlready() {
        Rig rig = new Rig(config -> config);
        rig.tripAndWait();
        rig.advance(PASSED);
        give(rig, timer);
        timer.advance(rig.ticker, Duration.ZERO);
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(last(rig)).isEqualTo(Rig.START.plus(Rig.WAIT));
    }

    @Test
    @Tag("C11")
    void shouldNoticeCallsThatAreStuckAlready() {
        Duration limit = Duration.ofSeconds(10);
        Rig rig = new Rig(config -> config.tripWhen(TripRule.stuckCalls(1, limit)));
        rig.breaker.acquire();
        rig.advance(limit.multipliedBy(3));
        give(rig, timer);
        timer.advance(rig.ticker, limit);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    @Tag("C11")
    void shouldNoticeStuckCallsThatComeAfterIt() {
        Duration limit = Duration.ofSeconds(10);
        Rig rig = new Rig(config -> config.tripWhen(TripRule.stuckCalls(1, limit)));
        rig.breaker.acquire().success();
        give(rig, timer);
        rig.breaker.acquire();
        timer.advance(rig.ticker, limit.multipliedBy(2));
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    @Tag("C11")
    void shouldNoticeStuckCallsByARuleThatIsGivenLater() {
        Duration limit = Duration.ofSeconds(10);
        Rig rig = new Rig(config -> config.scheduler(timer));
        ReconfigureTest.reconfigure(rig, config -> config.tripWhen(TripRule.stuckCalls(1, limit)));
        rig.breaker.acquire();
        timer.advance(rig.ticker, limit.multipliedBy(2));
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    @Tag("C31")
    void shouldEndTheLeaseOfAProbeThatIsOut() {
        Rig rig = new Rig(config -> config);
        rig.tripAndWait();
        rig.breaker.acquire();
        rig.advance(PASSED);
        give(rig, timer);
        timer.advance(rig.ticker, Rig.LEASE.minus(PASSED).minus(Rig.TICK));
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        timer.advance(rig.ticker, Rig.TICK);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertThat(last(rig)).isEqualTo(Rig.START.plus(Rig.WAIT).plus(Rig.LEASE));
    }

    @Test
    @Tag("C34")
    void shouldEndASilence() {
        Rig rig = new Rig(config -> config);
        rig.tripAndWait();
        rig.breaker.acquire().ignore();
        rig.advance(PASSED);
        give(rig, timer);
        timer.advance(rig.ticker, Rig.LEASE.minus(PASSED));
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    @Tag("C33")
    void shouldEndARamp() {
        Duration ramp = Duration.ofSeconds(20);
        Rig rig = new Rig(config -> config.ramp(Ramp.over(ramp)));
        rig.tripAndWait();
        rig.call(WayIn.CALL, Outcome.SUCCESS);
        rig.advance(PASSED);
        give(rig, timer);
        timer.advance(rig.ticker, ramp.minus(PASSED));
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(last(rig)).isEqualTo(Rig.START.plus(Rig.WAIT).plus(ramp));
    }

    @Test
    void shouldServeAShadowToo() {
        Rig rig = new Rig(config -> config.startIn(State.METRICS_ONLY));
        rig.call(WayIn.CALL, Outcome.FAILURE);
        give(rig, timer);
        timer.advance(rig.ticker, Rig.WAIT);
        assertThat(rig.breaker.snapshot().wouldBe()).contains(State.HALF_OPEN);
    }

    @Test
    void shouldTakeTheNewSchedulerInPlaceOfTheOldOne() {
        Rig rig = new Rig(config -> config.scheduler(timer));
        rig.trip();
        give(rig, other);
        assertThat(timer.pending()).isZero();
        assertThat(other.pending()).isEqualTo(1);
        ReconfigureTest.reconfigure(rig, config -> config.maxHint(Duration.ZERO));
        assertThat(other.pending()).as("one timer a phase").isEqualTo(1);
        other.advance(rig.ticker, Rig.WAIT);
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    private static void give(Rig rig, HandScheduler scheduler) {
        ReconfigureTest.reconfigure(rig, config -> config.scheduler(scheduler));
    }

    private static Instant last(Rig rig) {
        return rig.changes.get(rig.changes.size() - 1).at();
    }
}
