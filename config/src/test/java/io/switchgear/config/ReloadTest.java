// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.BreakerEvent;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.InvalidConfigException;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Reconfiguration;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.ProbeGate;
import io.switchgear.recovery.RetryHint;
import io.switchgear.testkit.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ReloadTest {
    private final Map<String, String> properties = new ConcurrentHashMap<>(Map.of(
            "switchgear.breakers.payments.consecutive-failures", "2",
            "switchgear.breakers.payments.consecutive-failures-span", "0s",
            "switchgear.breakers.search.probes", "4"));
    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreakerConfig code =
            CircuitBreakerConfig.builder().ticker(ticker).build();
    private final ConfiguredBreakers breakers =
            ConfiguredBreakers.of(() -> SettingsSource.of(properties::get, properties::keySet), name -> code);
    private final CircuitBreaker payments = breakers.registry().get("payments");
    private final List<BreakerEvent> events = new ArrayList<>();

    @Test
    void shouldGiveRunningBreakersTheirNewSettingsAndKeepTheirState() {
        breakers.registry().onEvent(events::add, Runnable::run);
        payments.recordFailure(new IllegalStateException());
        payments.recordFailure(new IllegalStateException());
        assertThat(payments.state()).isEqualTo(State.OPEN);

        properties.put("switchgear.breakers.payments.open-for", "9s");
        properties.put("switchgear.breakers.payments.failure-rate", "off");
        List<SettingChange> changes = breakers.reload();

        assertThat(changes)
                .extracting(SettingChange::toString)
                .containsExactlyInAnyOrder(
                        "payments: open-for 5s -> 9s",
                        "payments: failure-rate 50% -> off",
                        "payments: minimum-calls 10 -> off");
        assertThat(payments.state()).isEqualTo(State.OPEN);
        assertThat(payments.config().backoff().first()).hasSeconds(9);
        assertThat(payments.config().ticker()).isSameAs(ticker);
        assertThat(events).filteredOn(Reconfiguration.class::isInstance).hasSize(1);
    }

    @Test
    void shouldKeepAHoldByHand() {
        payments.forceOpen("maintenance");

        properties.put("switchgear.breakers.payments.open-for", "9s");
        breakers.reload();

        assertThat(payments.state()).isEqualTo(State.FORCED_OPEN);
    }

    @Test
    void shouldLeaveBreakersAloneWhoseSettingsHaveNotChanged() {
        CircuitBreaker search = breakers.registry().get("search");
        CircuitBreakerConfig before = search.config();
        breakers.registry().onEvent(events::add, Runnable::run);

        properties.put("switchgear.breakers.payments.probes", "7");
        properties.put("switchgear.breakers.search.probes-required", "4"); // as before, in other words

        assertThat(breakers.reload()).extracting(SettingChange::breaker).containsOnly("payments");
        assertThat(search.config()).isSameAs(before);
        assertThat(breakers.reload()).isEmpty();
        assertThat(events).hasSize(1);
    }

    @Test
    void shouldChangeNothingIfAnythingIsWrong() {
        properties.put("switchgear.breakers.payments.probes", "7");
        properties.put("switchgear.breakers.search.probes", "0");

        assertThatThrownBy(breakers::reload)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("switchgear.breakers.search.probes=0 must be at least 1");

        assertThat(payments.config().halfOpen().probes()).isEqualTo(3);
        assertThat(breakers.registry().get("search").config().halfOpen().probes())
                .as("a new breaker")
                .isEqualTo(4);
        properties.put("switchgear.breakers.search.probes", "5");
        breakers.reload();
        assertThat(payments.config().halfOpen().probes()).isEqualTo(7);
    }

    @Test
    void shouldReturnToTheDefaultsOfASourceThatIsGone() {
        properties.clear();

        assertThat(breakers.reload()).extracting(SettingChange::key).contains("consecutive-failures");
        assertThat(payments.config()).hasToString(code.toString());
    }

    @Test
    void shouldGiveNewBreakersTheNewSettings() {
        properties.put("switchgear.breakers.late.probes", "8");
        breakers.reload();

        assertThat(breakers.registry().get("late").config().halfOpen().probes()).isEqualTo(8);
    }

    @Test
    void shouldReconfigureKeyedBreakers() {
        KeyedCircuitBreaker<String> keyed = breakers.registry().keyed("search", 10);
        assertThat(keyed.config().halfOpen().probes()).isEqualTo(4);

        properties.put("switchgear.breakers.search.probes", "5");
        breakers.reload();

        assertThat(keyed.config().halfOpen().probes()).isEqualTo(5);
    }

    @Test
    void shouldLeaveBreakersAloneThatTheCodeConfigured() {
        CircuitBreakerConfig own =
                CircuitBreakerConfig.builder().maxHint(Duration.ZERO).build();
        CircuitBreaker registered = breakers.registry().register("search", own);

        properties.put("switchgear.breakers.search.probes", "5");

        assertThat(breakers.reload()).isEmpty();
        assertThat(registered.config()).isSameAs(own);
    }

    /** As integrations do that need a classifier of their own. */
    @Test
    void shouldKeepFunctionsThatTheCodeHasPutIntoARunningBreaker() {
        Classifier own = Classifier.failOnResult("bad"::equals);
        RetryHint hint = (result, thrown) -> null;
        ProbeGate gate = (breaker, overdue) -> Duration.ZERO;
        payments.reconfigure(payments.config().toBuilder()
                .classify(own)
                .retryHint(hint)
                .probesWhen(gate)
                .build());

        for (String probes : List.of("7", "8")) {
            properties.put("switchgear.breakers.payments.probes", probes);
            breakers.reload();

            assertThat(payments.config().halfOpen().probes()).isEqualTo(Integer.parseInt(probes));
            assertThat(payments.config().classifier()).isSameAs(own);
            assertThat(payments.config().retryHint()).isSameAs(hint);
            assertThat(payments.config().probeGate()).isSameAs(gate);
        }
    }

    @Test
    void shouldForgetRemovedBreakers() {
        breakers.registry().remove("payments");

        properties.put("switchgear.breakers.payments.probes", "5");

        assertThat(breakers.reload()).isEmpty();
        assertThat(payments.config().halfOpen().probes()).isEqualTo(3);
    }

    /** The settings of a name that the source did not mention are read when the breaker is created. */
    @Test
    void shouldReportAMistakeInABreakerThatIsCreatedLater() {
        Map<String, String> variables = new ConcurrentHashMap<>();
        ConfiguredBreakers fromEnvironment = ConfiguredBreakers.of(() -> SettingsSource.ofEnvironment(variables));
        variables.put("SWITCHGEAR_BREAKERS_PAYMENTS_PROBES", "0");

        assertThatThrownBy(() -> fromEnvironment.registry().get("payments"))
                .isInstanceOf(InvalidConfigException.class)
                .hasRootCauseMessage("1 setting of circuit breakers is wrong:\n"
                        + "  - switchgear.breakers.payments.probes=0 must be at least 1 and at most 1000");
    }

    /** A reload between the reading of the settings and the addition of the breaker. */
    @Test
    void shouldCatchUpWithAReloadThatOvertakesTheCreationOfABreaker() {
        List<ConfiguredBreakers> self = new ArrayList<>();
        Map<String, String> changing = new ConcurrentHashMap<>();
        ConfiguredBreakers overtaken =
                ConfiguredBreakers.of(() -> SettingsSource.of(changing::get, changing::keySet), name -> {
                    if (name.equals("payments") && changing.isEmpty()) {
                        changing.put("switchgear.defaults.probes", "7");
                        self.get(0).reload();
                    }
                    return code;
                });
        self.add(overtaken);

        assertThat(overtaken.registry().get("payments").config().halfOpen().probes())
                .isEqualTo(7);
    }

    @Test
    void shouldRefuseCodeWhoseTickerIsAnotherEachTime() {
        ConfiguredBreakers careless = ConfiguredBreakers.of(
                () -> SettingsSource.of(properties::get, properties::keySet),
                name -> CircuitBreakerConfig.builder()
                        .ticker(new ManualTicker())
                        .build());
        careless.registry().get("payments");

        assertThatThrownBy(careless::reload)
                .hasMessageContaining(
                        "the configuration from code of payments has another ticker at each reading: create"
                                + " the ticker once, outside that function");
    }
}
