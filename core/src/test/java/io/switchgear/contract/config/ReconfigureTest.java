// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.switchgear.BreakerEvent;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.Health;
import io.switchgear.ProbeStatus;
import io.switchgear.Reconfiguration;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A breaker takes another configuration while it runs: what goes on goes on, what is decided next is decided by it. */
@Tag("C62")
public class ReconfigureTest {

    @ParameterizedTest
    @EnumSource
    void shouldReplaceNothingInAnyState(State state) {
        Rig rig = ByHandMove.rigIn(state, config -> config.slowCallsOver(Duration.ofSeconds(1)));
        rig.breaker.tryAcquire();
        rig.advance(Duration.ofSeconds(3));
        Snapshot before = rig.breaker.snapshot();
        int changes = rig.changes.size();
        List<BreakerEvent> events = new ArrayList<>();
        rig.breaker.onEvent(events::add, Runnable::run);
        CircuitBreakerConfig old = rig.breaker.config();

        reconfigure(
                rig,
                config -> config.tripWhen(TripRule.failureCount(7))
                        .openFor(Backoff.fixed(Duration.ofHours(1)))
                        .halfOpen(HalfOpen.probes(5)));

        assertThat(rig.breaker.snapshot()).isEqualTo(before);
        assertThat(rig.changes).hasSize(changes);
        assertThat(events).hasSize(1);
        Reconfiguration event = (Reconfiguration) events.get(0);
        assertThat(event.breaker()).isEqualTo("payments");
        assertThat(event.before()).isSameAs(old);
        assertThat(event.after()).isSameAs(rig.breaker.config());
        assertThat(event.sequence()).isEqualTo(changes);
        assertThat(event.at()).isEqualTo(Rig.START.plusNanos(rig.ticker.nanos()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTripBySatisfiedRuleAtItsNextEvaluationAndNotBefore(WayIn way) {
        Rig rig = new Rig(config -> config.tripWhen(TripRule.failureCount(5)));
        rig.call(way, Outcome.FAILURE);
        rig.call(way, Outcome.FAILURE);

        reconfigure(rig, config -> config.tripWhen(TripRule.failureCount(2)));

        rig.advance(Duration.ofDays(1));
        rig.call(way, Outcome.SUCCESS);
        rig.call(way, Outcome.IGNORED);
        rig.breaker.snapshot();
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.health().status()).isEqualTo(Health.Status.DEGRADED);
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertThat(rig.changes.get(0).metrics().failures())
                .as("the evidence stayed")
                .isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheWaitThatRunsAndTakeTheNewOneForTheNext(WayIn way) {
        Rig rig = ByHandMove.rigIn(State.OPEN);
        Duration longer = Rig.WAIT.multipliedBy(7);
        reconfigure(rig, config -> config.openFor(Backoff.fixed(longer)));

        assertThat(rig.waitAhead()).isEqualTo(Rig.WAIT);
        rig.advance(Rig.WAIT.minus(Rig.TICK));
        rig.rejected(way);
        rig.advance(Rig.TICK);
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.waitAhead()).isEqualTo(longer);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheProbesAndTheirLeasesAndTakeTheNewPlanForTheNext(WayIn way) {
        Rig rig = Rig.withProbes(HalfOpen.probes(2).probeTimeout(Rig.LEASE));
        rig.tripAndWait();
        rig.breaker.acquire();
        reconfigure(rig, config -> config.halfOpen(HalfOpen.probes(1).probeTimeout(Duration.ofSeconds(1))));

        rig.advance(Duration.ofSeconds(2));
        ProbeStatus probes = rig.breaker.snapshot().probes().orElseThrow();
        assertThat(List.of(probes.permitted(), probes.required(), probes.out(), probes.overdue()))
                .containsExactly(2, 2, 1, 0);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).as("one of two").isEqualTo(State.HALF_OPEN);
        rig.advance(Rig.LEASE);
        rig.rejected(way);
        assertThat(rig.breaker.state()).as("the old lease is over").isEqualTo(State.OPEN);
        rig.advance(Rig.WAIT);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).as("one of one").isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldClassifyByTheNewConfigurationACallThatIsOut(WayIn way) {
        Rig rig = new Rig(config -> config);
        IOException answer = new IOException("an answer after all");
        rig.callThrowing(
                way, answer, () -> reconfigure(rig, config -> config.classify(Classifier.ignore(IOException.class))));

        assertThat(rig.breaker.snapshot().totals().ignored()).isEqualTo(1);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotTakeACallForSlowWhoseStartWasNotMeasured(WayIn way) {
        Rig rig = new Rig(-Duration.ofDays(1).toNanos(), config -> config.ignoreAbandonedCalls());
        Duration over = Duration.ofMillis(100);
        rig.call(way, Outcome.SUCCESS, () -> {
            rig.advance(over.multipliedBy(9));
            reconfigure(
                    rig,
                    config -> config.slowCallsOver(over)
                            .tripWhen(TripRule.slowCallRate(1).minimumCalls(1)));
        });
        assertThat(rig.breaker.snapshot().totals().slow()).isZero();
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);

        rig.call(way, Outcome.SUCCESS, () -> rig.advance(over));
        assertThat(rig.breaker.snapshot().totals().slow()).as("not over it").isZero();
        reconfigure(rig, config -> config.tripWhen(TripRule.slowCallRate(0.3).minimumCalls(1)));
        rig.call(way, Outcome.SUCCESS, () -> rig.advance(over.plus(Rig.TICK)));
        assertThat(rig.breaker.snapshot().totals().slow()).isEqualTo(1);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeNoCallForSlowOnceThatIsSwitchedOff(WayIn way) {
        Rig rig = new Rig(config -> config.slowCallsOver(Rig.TICK));
        CircuitBreakerConfig without = CircuitBreakerConfig.builder()
                .ticker(rig.ticker)
                .tripWhen(TripRule.failureCount(1))
                .build();
        rig.call(way, Outcome.SUCCESS, () -> {
            rig.advance(Duration.ofDays(1));
            rig.breaker.reconfigure(without);
        });
        assertThat(rig.breaker.snapshot().totals().slow()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnByTheNewConfigurationWhileOnlyLookingOn(WayIn way) {
        Rig rig = ByHandMove.rigIn(State.METRICS_ONLY, config -> config.tripWhen(TripRule.failureCount(9)));
        rig.call(way, Outcome.FAILURE);
        rig.call(way, Outcome.FAILURE);
        reconfigure(rig, config -> config.tripWhen(TripRule.failureCount(3)));
        assertThat(rig.breaker.snapshot().wouldBe()).contains(State.CLOSED);
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.breaker.snapshot().wouldBe()).contains(State.OPEN);
    }

    @Test
    void shouldRefuseAnotherTickerAndNothingAtAll() {
        Rig rig = new Rig(config -> config);
        CircuitBreakerConfig before = rig.breaker.config();
        CircuitBreakerConfig other =
                before.toBuilder().ticker(new ManualTicker()).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.breaker.reconfigure(other))
                .withMessageContainingAll("payments", "ticker(", "toBuilder()");
        assertThatNullPointerException().isThrownBy(() -> rig.breaker.reconfigure(null));
        assertThat(rig.breaker.config()).isSameAs(before);
    }

    public static void reconfigure(Rig rig, UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        rig.breaker.reconfigure(settings.apply(rig.breaker.config().toBuilder()).build());
    }
}
