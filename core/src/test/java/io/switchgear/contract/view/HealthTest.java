// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Health;
import io.switchgear.Made;
import io.switchgear.Permit;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Health says how what is protected is doing in each state, and why; reading it changes nothing. */
@Tag("C71")
class HealthTest {

    @BeforeAll
    static void keepTheLogQuiet() {
        BreakerLog.keepQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayHowItIsInEachStateAndWhy(State state) {
        Rig rig = ByHandMove.rigIn(state);
        rig.advance(Duration.ofSeconds(3));
        Health health = rig.breaker.health();

        assertThat(health.status())
                .isEqualTo(
                        switch (state) {
                            case CLOSED, DISABLED, METRICS_ONLY -> Health.Status.UP;
                            case HALF_OPEN, SHEDDING -> Health.Status.DEGRADED;
                            case OPEN, FORCED_OPEN -> Health.Status.DOWN;
                        });
        assertThat(health.reason()).startsWith(state + " for 3").doesNotContain("\n");
        if (Made.isManual(state)) {
            assertThat(health.reason()).contains("for a test");
        }
        if (state == State.OPEN) {
            assertThat(health.reason()).contains("failures 1 of the last 1 call");
        }
        if (state == State.METRICS_ONLY) {
            assertThat(health.reason()).contains("would be CLOSED");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldChangeNothingByBeingRead(State state) {
        Rig rig = ByHandMove.rigIn(state);
        rig.advance(Rig.WAIT);
        Snapshot before = rig.breaker.snapshot();
        int changes = rig.changes.size();
        for (int i = 0; i < 3; i++) {
            assertThat(rig.breaker.health()).isEqualTo(rig.breaker.health());
        }
        assertThat(rig.breaker.snapshot()).isEqualTo(before);
        assertThat(rig.changes).hasSize(changes);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeDegradedWhileClosedAtOrAboveTheThresholdOfARule(WayIn way) {
        Rig rig = new Rig(config -> config.window(Window.last(Duration.ofSeconds(10)))
                .tripWhen(TripRule.failureRate(0.5).minimumCalls(4)));
        rig.call(way, Outcome.SUCCESS);
        rig.call(way, Outcome.SUCCESS);
        rig.call(way, Outcome.SUCCESS);
        rig.advance(Duration.ofSeconds(6));
        rig.call(way, Outcome.FAILURE);
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.breaker.health().status()).isEqualTo(Health.Status.UP);
        rig.call(way, Outcome.SUCCESS);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.health().status()).as("two of seven").isEqualTo(Health.Status.UP);

        rig.advance(Duration.ofSeconds(5));

        assertThat(rig.breaker.state()).as("time never trips").isEqualTo(State.CLOSED);
        Health health = rig.breaker.health();
        assertThat(health.status()).as("two of four").isEqualTo(Health.Status.DEGRADED);
        assertThat(health.reason()).startsWith("CLOSED for 11 s").contains("50 %", "2 of 4");
        rig.advance(Duration.ofSeconds(10));
        assertThat(rig.breaker.health().status()).isEqualTo(Health.Status.UP);
    }

    @Test
    void shouldBeDegradedWhileCallsAreStuckThoughNobodyHasTrippedIt() {
        Rig rig = new Rig(config -> config.tripWhen(
                TripRule.anyOf(TripRule.stuckCalls(1, Duration.ofSeconds(5)), TripRule.failureCount(9))));
        Permit stuck = rig.breaker.acquire();
        assertThat(rig.breaker.health().status()).isEqualTo(Health.Status.UP);
        rig.advance(Duration.ofSeconds(6));
        assertThat(rig.breaker.health().status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        stuck.success();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeDegradedWhileItRampsUp(WayIn way) {
        Rig rig = new Rig(config -> config.ramp(Ramp.over(Duration.ofSeconds(10))));
        rig.tripAndWait();
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.health().status()).isEqualTo(Health.Status.DEGRADED);
        assertThat(rig.breaker.health().reason()).contains("ramp");
    }

    @Test
    void shouldTellWhatItWouldBeWhileItOnlyLooksOn() {
        Rig rig = ByHandMove.rigIn(State.METRICS_ONLY);
        rig.breaker.acquire().failure();
        assertThat(rig.breaker.health().status()).isEqualTo(Health.Status.UP);
        assertThat(rig.breaker.health().reason()).contains("would be OPEN");
    }

    @Test
    void shouldTakeARuleThatThrowsForOneThatDoesNotHold() {
        Rig rig = new Rig(config -> config.tripWhen(metrics -> {
            throw new AssertionError("broken rule");
        }));
        rig.breaker.acquire().success();
        assertThat(rig.breaker.health().status()).isEqualTo(Health.Status.UP);
        assertThat(rig.breaker.snapshot().userCodeFailures()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.rig.ByHandMove#held")
    void shouldExportTheSameKeysWhileHeldByHand(State state) {
        Rig rig = ByHandMove.rigIn(state);
        rig.breaker.tryAcquire().ifPresent(Permit::failure);
        Set<String> keys = new Rig(config -> config).breaker.snapshot().toMap().keySet();
        Map<String, ?> map = rig.breaker.snapshot().toMap();

        assertThat(map.keySet()).containsExactlyElementsOf(keys);
        assertThat(map.get("state")).isEqualTo(state.name());
        assertThat(map.get("wouldBe")).isEqualTo(state == State.METRICS_ONLY ? "OPEN" : null);
        assertThat(map.get("rejected.FORCED_OPEN")).isEqualTo(state == State.FORCED_OPEN ? 1L : 0L);
        assertThat(map.get("admitted")).isEqualTo(state == State.METRICS_ONLY ? 1L : 0L);
    }
}
