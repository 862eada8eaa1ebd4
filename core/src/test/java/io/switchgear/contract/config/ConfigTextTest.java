// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.Shedding;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A configuration prints itself on one line, in the keys of configuration files. */
@Tag("C66")
class ConfigTextTest {

    @Test
    void shouldPrintTheDefaults() {
        assertThat(text(c -> c))
                .isEqualTo("window=10s, window-buckets=10, failure-rate=50%, minimum-calls=10, consecutive-failures=5,"
                        + " consecutive-failures-span=1s, slow-calls-over=off, abandoned-after=1s, open-for=5s,"
                        + " open-for-factor=2, open-for-up-to=30s, open-for-jitter=50%, max-hint=600s, probes=3,"
                        + " probes-required=2, probes-failures=2, probes-concurrent=3, probe-timeout=60s, ramp=off,"
                        + " shedding=off, classify=defaults, failure-messages=true, stack-traces=false, log-changes=true,"
                        + " start-in=CLOSED");
    }

    @Test
    void shouldPrintWhatWasSet() {
        String text = text(c -> c.window(Window.lastCalls(50))
                .tripWhen(TripRule.anyOf(
                        TripRule.slowCallRate(0.125).minimumCalls(20),
                        TripRule.failureCount(7),
                        TripRule.stuckCalls(4, Duration.ofMillis(1_500))))
                .slowCallsOver(Duration.ofMillis(800))
                .openFor(Backoff.fixed(Duration.ofNanos(7)))
                .halfOpen(HalfOpen.probes(2).required(1).failures(1))
                .ramp(Ramp.over(Duration.ofSeconds(30)).from(0.2))
                .shedding(Shedding.excess().atMost(0.9))
                .ignoreAbandonedCalls()
                .startIn(State.METRICS_ONLY));

        assertThat(text)
                .startsWith("window=50 calls, slow-call-rate=12.5%, minimum-calls=20, failure-count=7, stuck-calls=4,"
                        + " stuck-calls-over=1500ms, slow-calls-over=800ms, abandoned-after=off,"
                        + " open-for=PT0.000000007S, open-for-factor=1, ")
                .contains(
                        "probes=2, probes-required=1, probes-failures=1, ",
                        "ramp=30s, ramp-from=20%, shedding=5s, shedding-at-most=90%, shedding-fall-over=7s, shedding-trickle=2s, "
                                + "shedding-trickle-factor=2, shedding-trickle-up-to=12s, shedding-trickle-jitter=50%, ")
                .endsWith("start-in=METRICS_ONLY");
    }

    @Test
    void shouldPrintRulesThatFilesCannotHoldAsOne() {
        TripRule rate = TripRule.failureRate(0.5);

        assertThat(text(c -> c.tripWhen(TripRule.allOf(rate, TripRule.when("busy", metrics -> true)))))
                .contains(", trip-when=allOf(failure-rate=50% minimum-calls=10; \"busy\"), slow-calls-over");
        assertThat(text(c -> c.tripWhen(TripRule.anyOf(rate, TripRule.failureRate(0.9)))))
                .contains("trip-when=anyOf(failure-rate=50% minimum-calls=10; failure-rate=90% minimum-calls=10), ");
        assertThat(text(c -> c.tripWhen(metrics -> false)))
                .contains("trip-when=a function in " + ConfigTextTest.class.getName() + ", ");
    }

    @Test
    void shouldPrintClassifiersByTypesAndFunctionsByTheirPlace() {
        String here = "a function in " + ConfigTextTest.class.getName();

        assertThat(text(c -> c.classify(Classifier.failOn(IOException.class, TimeoutException.class)
                        .ignore(IllegalArgumentException.class)
                        .failOnResult(result -> false))))
                .contains("ignore=java.lang.IllegalArgumentException,"
                        + " fail-on=java.io.IOException,java.util.concurrent.TimeoutException, classify=1 function, ");
        assertThat(text(c -> c.classify((result, thrown) -> Outcome.SUCCESS)
                        .retryHint((result, thrown) -> null)
                        .probesWhen((breaker, overdue) -> Duration.ZERO)
                        .openFor(Backoff.of(attempt -> Duration.ZERO))))
                .contains("classify=" + here, "retry-hint=" + here, "probes-when=" + here, "open-for=" + here);
    }

    private static String text(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return settings.apply(CircuitBreakerConfig.builder()).build().toString();
    }
}
