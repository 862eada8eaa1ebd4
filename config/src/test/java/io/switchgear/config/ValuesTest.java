// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Shedding;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    static final class NotFound extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @ParameterizedTest
    @CsvSource({
        "10s, PT10S",
        "10 s, PT10S",
        "500ms, PT0.5S",
        "PT10S, PT10S",
        "P1D, P1D",
        "1.5s, PT1.5S",
        "2min, PT2M",
        "2m, PT2M",
        "3h, PT3H",
        "1d, P1D",
        "7us, PT0.000007S",
        "7ns, PT0.000000007S",
        "10S, PT10S"
    })
    void shouldReadDurations(String text, Duration expected) {
        assertThat(SettingsFrom.own("max-hint=" + text).maxHint()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "50%, 0.5", "12.5 %, 0.125", "100%, 1", "1, 1", "0.1%, 0.001", "30%, 0.3"})
    void shouldReadRates(String text, double expected) {
        assertThat(SettingsFrom.own("failure-rate=" + text, "consecutive-failures=off")
                        .tripRule())
                .isEqualTo(TripRule.failureRate(expected).minimumCalls(10));
    }

    @Test
    void shouldReadWindows() {
        assertThat(SettingsFrom.own("window=100 calls").window()).isEqualTo(Window.lastCalls(100));
        assertThat(SettingsFrom.own("window=30s", "window-buckets=6").window())
                .isEqualTo(Window.last(Duration.ofSeconds(30)).buckets(6));
        assertThat(SettingsFrom.own("window-buckets=20").window())
                .isEqualTo(Window.last(Duration.ofSeconds(10)).buckets(20));
    }

    /** YAML reads {@code off} as false and {@code on} as true. */
    @Test
    void shouldReadSwitchesAsYamlHasThem() {
        assertThat(SettingsFrom.own("failure-rate=false").tripRule())
                .isEqualTo(TripRule.consecutiveFailures(5).spanning(Duration.ofSeconds(1)));
        assertThat(SettingsFrom.own("shedding=true").shedding()).isEqualTo(Shedding.excess());
        assertThat(SettingsFrom.own("shedding=on", "shedding-at-most=90%").shedding())
                .isEqualTo(Shedding.excess().atMost(0.9));
        assertThat(SettingsFrom.own("failure-messages=OFF").failureMessages()).isFalse();
        assertThat(SettingsFrom.own("stack-traces=true").stackTraces()).isTrue();
        assertThat(SettingsFrom.own("log-changes=false").logChanges()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"closed, CLOSED", "METRICS_ONLY, METRICS_ONLY", "metrics-only, METRICS_ONLY", "Forced-Open, FORCED_OPEN"
    })
    void shouldReadStates(String text, State expected) {
        assertThat(SettingsFrom.own("start-in=" + text).startIn()).isEqualTo(expected);
    }

    @Test
    void shouldReadLists() {
        String both =
                "ignore=java.io.IOException,java.lang.ArithmeticException, io.switchgear.config.ValuesTest$NotFound,";
        Classifier inOne = SettingsFrom.own(both, "fail-on=java.util.concurrent.TimeoutException")
                .classifier();
        Classifier byIndex = SettingsFrom.own(
                        "ignore[0]=java.io.IOException,java.lang.ArithmeticException",
                        "ignore[1]=io.switchgear.config.ValuesTest$NotFound",
                        "fail-on[0]=java.util.concurrent.TimeoutException")
                .classifier();

        assertThat(byIndex).hasToString(inOne.toString());
        assertThat(byIndex.classify(null, new IOException())).isEqualTo(Outcome.IGNORED);
        assertThat(byIndex.classify(null, new NotFound())).isEqualTo(Outcome.IGNORED);
        assertThat(byIndex.classify(null, new TimeoutException())).isEqualTo(Outcome.FAILURE);
        assertThat(byIndex.classify(null, new IllegalStateException())).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void shouldReplaceAnInheritedListInsteadOfAddingToIt() {
        CircuitBreakerSettings settings = CircuitBreakerSettings.read(SettingsFrom.lines(
                "defaults.ignore=java.io.IOException",
                "breakers.one.ignore=java.lang.IllegalStateException",
                "breakers.two.ignore=off",
                "breakers.three.ignore="));

        assertThat(settings.config("one").classifier()).hasToString("ignore=java.lang.IllegalStateException");
        String none = CircuitBreakerConfig.builder().build().classifier().toString();
        assertThat(settings.config("two").classifier()).hasToString(none);
        assertThat(settings.config("three").classifier()).hasToString(none);
    }
}
