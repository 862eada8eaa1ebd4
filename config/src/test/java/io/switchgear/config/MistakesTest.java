// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.outcome.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake is reported with its key, its value, the bound and the way out. */
class MistakesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "open-for=soon | is not a duration: write it as 10s, 500ms or PT10S",
                "open-for=10 | has no unit: write 10s for seconds, or 10ms",
                "open-for=99999999999999999999d | is not a duration: write it as 10s, 500ms or PT10S",
                "open-for=PTX | is not a duration: write it as 10s, 500ms or PT10S",
                "window=100 | is not a window: write it as 10s, or as 100 calls",
                "failure-rate=half | is not a rate: write it as 50% or 0.5",
                "failure-rate=50 | must be above 0 and at most 1; 0.5 means 50.0 %",
                "failure-rate=NaN | must be above 0 and at most 1; 0.5 means 50 %",
                "failure-rate= | has no value: give it one, or leave it out",
                "probes=two | is not a whole number",
                "open-for-factor=twice | is not a number: write it as 2 or 1.5",
                "stack-traces=maybe | must be true or false",
                "start-in=nowhere | is not a state: write closed, open, half-open, forced-open, disabled or metrics-only",
                "ignore=com.acme.Gone | names com.acme.Gone, which is not on the class path: write the full name of the"
                        + " class, with $ before a nested one",
                "fail-on=java.lang.String | names java.lang.String, which is not an exception: leave it out",
                "open-for=60s | must be at most the cap, PT30S: raise the cap with open-for-up-to, or lower the first wait",
                "slow-call-rate=50% | needs a slow-call threshold: set slow-calls-over too",
                "stuck-calls=3 | needs stuck-calls-over: set it too, or leave stuck-calls out",
                "stuck-calls-over=3s | has no effect without stuck-calls: set that too, or leave stuck-calls-over out",
                "ramp-from=20% | has no effect without ramp: set that too, or leave ramp-from out",
                "ramp=0s | must be more than zero: use off, or a longer ramp",
                "shedding-trickle=1s | has no effect without shedding: set that too, or leave shedding-trickle out",
                "config=strict | names no shared settings: add settings below switchgear.configs.strict, or write none",
            })
    void shouldNameTheKeyTheValueAndTheWayOut(String setting, String wrong) {
        assertThat(problems("breakers.payments." + setting))
                .containsExactly("switchgear.breakers.payments." + setting + " " + wrong);
    }

    @Test
    void shouldReportAllMistakesOfAllBreakersAtOnce() {
        assertThat(problems(
                        "defaults.open-for=never",
                        "configs.strict.probes=0",
                        "breakers.payments.config=strict",
                        "breakers.payments.failure-rate=5",
                        "breakers.search.config=strikt",
                        "breakers.search.windw=10s"))
                .containsExactlyInAnyOrder(
                        "switchgear.defaults.open-for=never is not a duration: write it as 10s, 500ms or PT10S",
                        "switchgear.configs.strict.probes=0 must be at least 1 and at most 1000"
                                + " (in switchgear.breakers.payments)",
                        "switchgear.breakers.payments.failure-rate=5 must be above 0 and at most 1; 0.05 means 5.0 %",
                        "switchgear.breakers.search.config=strikt names no shared settings: did you mean strict?",
                        "switchgear.breakers.search.windw is not known: did you mean window?");
        assertThatThrownBy(() -> SettingsFrom.own("probes=0", "max-hint=1"))
                .hasMessageStartingWith("2 settings of circuit breakers are wrong:\n  - switchgear.breakers.payments.");
        assertThatThrownBy(() -> SettingsFrom.own("probes=0"))
                .hasMessageStartingWith("1 setting of circuit breakers is wrong:\n  - switchgear.breakers.payments.");
    }

    @Test
    void shouldReportWhatTwoSettingsDoTogetherWhereOneIsNotSet() {
        assertThat(problems("breakers.payments.window=5 calls"))
                .containsExactly(
                        "switchgear.breakers.payments.minimum-calls=10 (not set) can never be reached in a window"
                                + " of the last 5 calls: lower it, or widen the window");
        assertThat(problems("breakers.payments.window=50 calls", "breakers.payments.window-buckets=5"))
                .containsExactly("switchgear.breakers.payments.window-buckets=5 has no effect without a window of time:"
                        + " set that too, or leave window-buckets out");
        assertThat(problems("breakers.payments.failure-rate=off", "breakers.payments.minimum-calls=5"))
                .containsExactly("switchgear.breakers.payments.minimum-calls=5 has no effect without failure-rate or"
                        + " slow-call-rate: set that too, or leave minimum-calls out");
        assertThat(problems("breakers.payments.failure-rate=off", "breakers.payments.consecutive-failures=off"))
                .containsExactly("switchgear.breakers.payments: all trip rules are off: leave at least one of"
                        + " failure-rate, slow-call-rate, failure-count, consecutive-failures and stuck-calls on; a breaker"
                        + " that must not trip has start-in=disabled");
    }

    @Test
    void shouldNotReportWhatFollowsFromAnUnreadableValue() {
        assertThat(problems("breakers.payments.slow-calls-over=soon", "breakers.payments.slow-call-rate=50%"))
                .hasSize(1);
        assertThat(problems("breakers.payments.stuck-calls-over=soon", "breakers.payments.stuck-calls=5"))
                .hasSize(1);
        assertThat(problems("breakers.payments.ramp=soon", "breakers.payments.ramp-from=5%"))
                .hasSize(1);
    }

    @Test
    void shouldReportAMistakeInSharedSettingsOnce() {
        assertThat(problems(
                        "configs.strict.open-for=never",
                        "breakers.payments.config=strict",
                        "breakers.search.config=strict"))
                .containsExactly(
                        "switchgear.configs.strict.open-for=never is not a duration: write it as 10s, 500ms or PT10S");
        assertThat(problems("configs.strict.open-for=never")).hasSize(1);
    }

    @Test
    void shouldNotAllowTheTextOfAValueToForgeALine() {
        assertThat(problems("breakers.payments.open-for=1\n- all is well " + "x".repeat(100)))
                .singleElement()
                .asString()
                .startsWith("switchgear.breakers.payments.open-for=1 - all is well xxx")
                .contains("x… is not a duration")
                .doesNotContain("\n");
    }

    @Test
    void shouldRefuseTypesBesideAClassifierInCode() {
        CircuitBreakerConfig code = CircuitBreakerConfig.builder()
                .classify((result, thrown) -> Outcome.SUCCESS)
                .slowCallsOver(java.time.Duration.ofSeconds(1))
                .build();
        SettingsSource source = SettingsFrom.lines(
                "breakers.payments.ignore=java.io.IOException", "breakers.payments.slow-calls-over=off");

        assertThatThrownBy(() -> CircuitBreakerSettings.read(source, name -> code))
                .hasMessageContaining(
                        "switchgear.breakers.payments.ignore=java.io.IOException cannot change a classifier"
                                + " that is a function in code: decide it there")
                .hasMessageContaining("switchgear.breakers.payments.slow-calls-over=off cannot switch off the threshold"
                        + " that the code sets: remove it there");
    }

    static List<String> problems(String... lines) {
        return catchThrowableOfType(
                        InvalidSettingsException.class, () -> CircuitBreakerSettings.read(SettingsFrom.lines(lines)))
                .problems();
    }
}
