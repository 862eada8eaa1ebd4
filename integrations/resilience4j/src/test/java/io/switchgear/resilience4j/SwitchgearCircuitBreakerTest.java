// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.ConfigurationNotFoundException;
import io.switchgear.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What only a breaker on this engine has, and its registry. */
class SwitchgearCircuitBreakerTest {
    private final TestClock clock = new TestClock();

    private static void fail(CircuitBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> breaker.executeRunnable(() -> {
                        throw new IllegalStateException("down");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldExplainByItsEngineWhatTheExceptionCannotSay() {
        CircuitBreakerConfig config = clock.config().build();
        // region registry
        CircuitBreakerRegistry registry =
                SwitchgearCircuitBreakerRegistry.of(config); // CircuitBreakerRegistry.of(config)
        CircuitBreaker payments = registry.circuitBreaker("payments");
        // endregion
        fail(payments, 4);

        // region explain
        try {
            payments.executeSupplier(() -> "never called");
        } catch (CallNotPermittedException rejection) {
            String why = ((SwitchgearCircuitBreaker) payments).engine().health().reason();
            // endregion
            assertThat(why).contains("failure rate 100 % (4 of the last 4 calls) >= 50 %");
            assertThat(rejection).hasNoCause();
            assertThatThrownBy(() -> rejection.initCause(new IllegalStateException()))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(payments.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldTakeNewSettingsWhileItRuns() {
        SwitchgearCircuitBreaker payments =
                SwitchgearCircuitBreaker.of("payments", clock.config().build());
        fail(payments, 3);

        // region reconfigure
        payments.reconfigure(CircuitBreakerConfig.from(payments.getCircuitBreakerConfig())
                .minimumNumberOfCalls(3)
                .build());
        // endregion

        assertThat(payments.getMetrics().getNumberOfFailedCalls()).isEqualTo(3);
        assertThat(payments.getMetrics().getFailureRate()).isEqualTo(100);
        assertThat(payments.getCircuitBreakerConfig().getMinimumNumberOfCalls()).isEqualTo(3);
        fail(payments, 1);
        assertThat(payments.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldKeepWatchingOnlyWhenItsSettingsChangeMeanwhile() {
        SwitchgearCircuitBreaker payments =
                SwitchgearCircuitBreaker.of("payments", clock.config().build());
        payments.transitionToMetricsOnlyState();

        payments.reconfigure(clock.config().minimumNumberOfCalls(2).build());
        fail(payments, 5);

        assertThat(payments.getState()).isEqualTo(State.METRICS_ONLY);
        assertThat(payments.getMetrics().getNumberOfFailedCalls()).isEqualTo(4);
        assertThat(payments.engine().snapshot().wouldBe()).contains(io.switchgear.State.CLOSED);
    }

    @Test
    void shouldRefuseSettingsThatTheEngineCannotTakeAndKeepTheOldOnes() {
        SwitchgearCircuitBreaker payments =
                SwitchgearCircuitBreaker.of("payments", clock.config().build());

        assertThatThrownBy(() -> payments.reconfigure(clock.config()
                        .permittedNumberOfCallsInHalfOpenState(1_001)
                        .build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("permittedNumberOfCallsInHalfOpenState of 'payments' is 1001, but Switchgear's engine takes"
                        + " at most 1000: lower it");

        assertThat(payments.getCircuitBreakerConfig().getPermittedNumberOfCallsInHalfOpenState())
                .isEqualTo(1);
    }

    @Test
    void shouldPublishMovesThatAreMadeOnTheEngine() {
        SwitchgearCircuitBreaker payments =
                SwitchgearCircuitBreaker.of("payments", clock.config().build());
        List<String> moves = new ArrayList<>();
        payments.getEventPublisher()
                .onStateTransition(event -> moves.add(event.getStateTransition().name()));

        payments.engine().forceOpen("maintenance");
        payments.engine().release("done");
        payments.engine().open(Duration.ZERO, "deployed");

        assertThat(moves).containsExactly("CLOSED_TO_FORCED_OPEN", "FORCED_OPEN_TO_CLOSED");
        assertThat(payments.getState()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void shouldRunByAMonotonicClockUnlessAnotherClockIsConfigured() {
        assertThat(EngineSettings.ticker(Clock.systemUTC())).isSameAs(Ticker.system());
        assertThat(EngineSettings.ticker(Clock.system(ZoneId.of("Europe/Berlin"))))
                .isSameAs(Ticker.system());
        assertThat(EngineSettings.ticker(Clock.fixed(Instant.ofEpochSecond(2, 5), ZoneId.of("UTC")))
                        .nanos())
                .isEqualTo(2_000_000_005);
    }

    @Test
    void shouldCountAResultThatNobodyAskedLeaveFor() {
        SwitchgearCircuitBreaker payments =
                SwitchgearCircuitBreaker.of("payments", clock.config().build());

        payments.onSuccess(1, TimeUnit.SECONDS);

        assertThat(payments.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(1);
        assertThat(payments.book.size()).isZero();
    }

    @Test
    void shouldKeepTheRulesOfTheRegistry() {
        SwitchgearCircuitBreakerRegistry registry = SwitchgearCircuitBreakerRegistry.of(
                Map.of("strict", clock.config().failureRateThreshold(5).build()),
                List.of(),
                Map.of("team", "shop", "tier", "1"));
        List<String> added = new ArrayList<>();
        registry.getEventPublisher()
                .onEntryAdded(event -> added.add(event.getAddedEntry().getName()));

        CircuitBreaker payments = registry.circuitBreaker("payments", "strict", Map.of("tier", "2"));

        assertThat(payments.getCircuitBreakerConfig().getFailureRateThreshold()).isEqualTo(5);
        assertThat(payments.getTags()).containsOnly(Map.entry("team", "shop"), Map.entry("tier", "2"));
        assertThat(registry.circuitBreaker("payments", CircuitBreakerConfig.ofDefaults()))
                .isSameAs(payments);
        assertThat(registry.circuitBreaker("stock", CircuitBreakerConfig::ofDefaults))
                .isInstanceOf(SwitchgearCircuitBreaker.class)
                .hasToString("CircuitBreaker 'stock'");
        assertThatThrownBy(() -> registry.circuitBreaker("other", "unknown"))
                .isInstanceOf(ConfigurationNotFoundException.class);
        assertThat(registry.getAllCircuitBreakers()).hasSize(2);
        assertThat(added).containsExactly("payments", "stock");
    }
}
