// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static io.switchgear.trip.TripRule.allOf;
import static io.switchgear.trip.TripRule.anyOf;
import static io.switchgear.trip.TripRule.consecutiveFailures;
import static io.switchgear.trip.TripRule.failureCount;
import static io.switchgear.trip.TripRule.failureRate;
import static io.switchgear.trip.TripRule.slowCallRate;
import static io.switchgear.trip.TripRule.when;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each illegal setting alone gets one error: the setting, its value, the bound and the way out. */
@Tag("C60")
public class ConfigCheckTest {
    public static final Duration ENDLESS = Duration.ofSeconds(Long.MAX_VALUE);

    /** Something wrong, and what the error must say of it. */
    record Mistake(UnaryOperator<CircuitBreakerConfigBuilder> setting, List<String> said) {
        @Override
        public String toString() {
            return said.toString();
        }
    }

    static Stream<Mistake> windows() {
        return Stream.of(
                mistake(c -> c.window(null), "window", "null", "leave the setting out"),
                calls(0, "lastCalls", "0", "at least 1"),
                calls(-7, "lastCalls", "-7", "at least 1"),
                calls(Integer.MAX_VALUE, "lastCalls", "2147483647", "at most 1000000"),
                mistake(c -> c.window(Window.last(null)), "last", "null"),
                mistake(c -> c.window(Window.last(Duration.ZERO)), "last", "PT0S", "at least"),
                mistake(c -> c.window(Window.last(Duration.ofSeconds(-1))), "last", "PT-1S", "at least"),
                mistake(c -> c.window(Window.last(ENDLESS)), "last", ENDLESS.toString(), "at most 36500 days"),
                mistake(c -> c.window(Window.last(Duration.ofNanos(9))), "last", "PT0.000000009S", "at least 10 ns"),
                mistake(c -> c.window(Window.last(Duration.ofSeconds(1)).buckets(0)), "buckets", "0", "at least 1"),
                mistake(
                        c -> c.window(Window.last(Duration.ofSeconds(1)).buckets(1_001)),
                        "buckets",
                        "1001",
                        "at most 1000"));
    }

    static Stream<Mistake> rules() {
        return Stream.of(
                mistake(c -> c.tripWhen(null), "tripWhen", "null", "leave the setting out"),
                rule(failureRate(50), "failureRate", "50.0", "above 0 and at most 1", "0.5 means 50"),
                rule(failureRate(5), "failureRate", "5.0", "above 0 and at most 1", "0.05 means 5"),
                rule(failureRate(0), "failureRate", "0.0", "above 0 and at most 1", "0.5 means 50 %"),
                rule(failureRate(-0.1), "failureRate", "-0.1", "above 0 and at most 1", "0.5 means 50 %"),
                rule(failureRate(Double.NaN), "failureRate", "NaN", "above 0 and at most 1", "0.5 means 50 %"),
                rule(failureRate(Double.POSITIVE_INFINITY), "failureRate", "Infinity", "above 0 and at most 1"),
                rule(failureRate(0.5).minimumCalls(0), "failureRate: minimumCalls", "0", "at least 1"),
                rule(failureRate(0.5).minimumCalls(1_000_001), "minimumCalls", "1000001", "at most 1000000"),
                slow(slowCallRate(80), "slowCallRate", "80.0", "above 0 and at most 1", "0.8 means 80"),
                slow(slowCallRate(Double.NaN), "slowCallRate", "NaN", "above 0 and at most 1"),
                slow(slowCallRate(0.5).minimumCalls(-1), "slowCallRate: minimumCalls", "-1", "at least 1"),
                rule(failureCount(0), "failureCount", "0", "at least 1"),
                rule(consecutiveFailures(0), "consecutiveFailures", "0", "at least 1"),
                rule(consecutiveFailures(2_000_000), "consecutiveFailures", "2000000", "at most 1000000"),
                rule(consecutiveFailures(5).spanning(null), "consecutiveFailures: spanning", "null"),
                rule(
                        consecutiveFailures(5).spanning(Duration.ofNanos(-1)),
                        "spanning",
                        "PT-0.000000001S",
                        "zero or more"),
                rule(consecutiveFailures(5).spanning(ENDLESS), "spanning", ENDLESS.toString(), "at most 36500 days"),
                rule(when(null, metrics -> true), "when: name", "null"),
                rule(when("own", null), "when: condition", "null"),
                rule(when("own", metrics -> true).minimumCalls(0), "minimumCalls", "0", "at least 1"),
                rule(custom(-3), "minimumCalls", "-3", "at least 1"),
                rule(anyOf(), "anyOf", "at least one rule"),
                rule(allOf(), "allOf", "at least one rule"),
                rule(anyOf((TripRule[]) null), "anyOf", "at least one rule"),
                rule(anyOf(failureCount(1), null), "anyOf[1]", "null"),
                rule(allOf(failureCount(1), anyOf(failureRate(7))), "allOf[1]: anyOf[0]: failureRate", "7.0"));
    }

    static Stream<Mistake> recovery() {
        Backoff waits = Backoff.exponential(Duration.ofSeconds(5));
        HalfOpen probes = HalfOpen.probes(3);
        return Stream.of(
                mistake(c -> c.openFor(null), "openFor", "null", "leave the setting out"),
                mistake(c -> c.openFor(Backoff.exponential(null)), "openFor: wait", "null"),
                mistake(
                        c -> c.openFor(Backoff.exponential(Duration.ofMillis(-1))),
                        "openFor: wait",
                        "PT-0.001S",
                        "zero"),
                mistake(
                        c -> c.openFor(Backoff.exponential(ENDLESS)),
                        "openFor: wait",
                        ENDLESS.toString(),
                        "36500 days"),
                mistake(c -> c.openFor(waits.upTo(null)), "openFor: upTo", "null"),
                mistake(c -> c.openFor(waits.upTo(ENDLESS)), "openFor: upTo", ENDLESS.toString(), "at most 36500 days"),
                mistake(c -> c.openFor(waits.factor(0.5)), "openFor: factor", "0.5", "at least 1"),
                mistake(c -> c.openFor(waits.factor(1_001)), "openFor: factor", "1001.0", "at most 1000"),
                mistake(c -> c.openFor(waits.factor(Double.NaN)), "openFor: factor", "NaN", "at least 1"),
                mistake(c -> c.openFor(waits.jitter(-0.1)), "openFor: jitter", "-0.1", "at least 0 and at most 1"),
                mistake(c -> c.openFor(waits.jitter(50)), "openFor: jitter", "50.0", "0.5 means"),
                mistake(c -> c.openFor(waits.jitter(Double.NaN)), "openFor: jitter", "NaN", "at most 1"),
                mistake(c -> c.halfOpen(null), "halfOpen", "null", "leave the setting out"),
                mistake(
                        c -> c.halfOpen(HalfOpen.probes(1_001).required(1).concurrent(1)),
                        "halfOpen: probes",
                        "1001",
                        "at most 1000"),
                mistake(c -> c.halfOpen(probes.required(0)), "halfOpen: required", "0", "at least 1"),
                mistake(c -> c.halfOpen(probes.concurrent(0)), "halfOpen: concurrent", "0", "at least 1"),
                mistake(c -> c.halfOpen(probes.probeTimeout(null)), "halfOpen: probeTimeout", "null"),
                mistake(c -> c.halfOpen(probes.probeTimeout(Duration.ZERO)), "probeTimeout", "PT0S", "more than zero"),
                mistake(
                        c -> c.halfOpen(probes.probeTimeout(ENDLESS)),
                        "probeTimeout",
                        ENDLESS.toString(),
                        "36500 days"),
                mistake(c -> c.maxHint(null), "maxHint", "null"),
                mistake(c -> c.maxHint(Duration.ofDays(-1)), "maxHint", "PT-24H", "zero or more"),
                mistake(c -> c.maxHint(ENDLESS), "maxHint", ENDLESS.toString(), "at most 36500 days"),
                mistake(c -> c.retryHint(null), "retryHint", "null", "leave the setting out"));
    }

    static Stream<Mistake> results() {
        return Stream.of(
                mistake(c -> c.slowCallsOver(null), "slowCallsOver", "null"),
                mistake(c -> c.slowCallsOver(Duration.ZERO), "slowCallsOver", "PT0S", "more than zero"),
                mistake(c -> c.slowCallsOver(Duration.ofSeconds(-3)), "slowCallsOver", "PT-3S", "more than zero"),
                mistake(c -> c.slowCallsOver(ENDLESS), "slowCallsOver", ENDLESS.toString(), "at most 36500 days"),
                mistake(c -> c.classify(null), "classify", "null", "leave the setting out"),
                mistake(c -> c.classify(Classifier.failOn()), "classify", "failOn", "leave failOn out"),
                mistake(c -> c.classify(Classifier.failOn((Class<Exception>) null)), "classify", "failOn", "null"),
                mistake(c -> c.classify(Classifier.ignore()), "classify", "ignore", "leave ignore out"),
                mistake(c -> c.classify(Classifier.defaults().failIf(null)), "classify", "failIf", "null"),
                mistake(c -> c.classify(Classifier.defaults().ignoreIf(null)), "classify", "ignoreIf", "null"),
                mistake(c -> c.classify(Classifier.defaults().failOnResult(null)), "failOnResult", "null"),
                mistake(c -> c.classify(Classifier.failOnResult(null, r -> true)), "failOnResult", "null"),
                mistake(c -> c.classify(Classifier.failOnResult(String.class, null)), "failOnResult", "null"),
                mistake(c -> c.classify(Classifier.defaults().ignoreResult(null)), "ignoreResult", "null"),
                mistake(c -> c.ticker(null), "ticker", "null", "leave the setting out"),
                mistake(c -> c.random(null), "random", "null", "leave the setting out"),
                mistake(c -> c.instantSource(null), "instantSource", "null", "leave the setting out"));
    }

    static Stream<Mistake> contradictions() {
        Backoff long5 = Backoff.exponential(Duration.ofMinutes(5));
        return Stream.of(
                calls(5, "failureRate: minimumCalls", "10", "last 5 calls", "widen the window"),
                mistake(
                        c -> c.window(Window.lastCalls(20))
                                .tripWhen(failureRate(0.5).minimumCalls(21)),
                        "failureRate: minimumCalls",
                        "21",
                        "last 20 calls",
                        "lower it, or widen the window"),
                mistake(
                        c -> c.window(Window.lastCalls(20)).tripWhen(failureCount(21)),
                        "failureCount",
                        "21",
                        "last 20 calls",
                        "lower it, or widen the window"),
                mistake(
                        c -> c.window(Window.lastCalls(20)).tripWhen(custom(21)),
                        "minimumCalls",
                        "21",
                        "last 20 calls"),
                rule(slowCallRate(0.5), "slowCallRate", "0.5", "set slowCallsOver"),
                mistake(c -> c.openFor(long5), "openFor: wait", "PT5M", "at most the cap, PT30S", "upTo(Duration)"),
                mistake(c -> c.halfOpen(HalfOpen.probes(3).required(4)), "halfOpen: required", "4", "at most 3"),
                mistake(c -> c.halfOpen(HalfOpen.probes(3).concurrent(4)), "halfOpen: concurrent", "4", "at most 3"),
                mistake(c -> c.halfOpen(HalfOpen.probes(3).failures(0)), "halfOpen: failures", "0", "at least 1"),
                mistake(c -> c.halfOpen(HalfOpen.probes(3).failures(4)), "halfOpen: failures", "4", "at most 3"),
                mistake(
                        c -> c.halfOpen(HalfOpen.probes(3).required(2).failures(3)),
                        "halfOpen: failures(3)",
                        "at most 2 when 2 of 3 probes must succeed",
                        "lower it, or require fewer"));
    }

    @ParameterizedTest
    @MethodSource({"windows", "rules", "recovery", "results", "contradictions"})
    void shouldReportTheMistakeWithSettingValueBoundAndWayOut(Mistake mistake) {
        CircuitBreakerConfigBuilder builder = mistake.setting.apply(CircuitBreakerConfig.builder());

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContainingAll(mistake.said.toArray(String[]::new))
                .withMessageContaining("1 setting is wrong");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CircuitBreaker.of("payments", mistake.setting))
                .withMessageContainingAll(mistake.said.toArray(String[]::new))
                .withMessageContaining("payments");
    }

    private static Mistake mistake(UnaryOperator<CircuitBreakerConfigBuilder> setting, String... said) {
        return new Mistake(setting, List.of(said));
    }

    private static Mistake calls(int count, String... said) {
        return mistake(c -> c.window(Window.lastCalls(count)), said);
    }

    private static Mistake rule(TripRule rule, String... said) {
        return mistake(c -> c.tripWhen(rule), said);
    }

    private static Mistake slow(TripRule rule, String... said) {
        return mistake(c -> c.slowCallsOver(Duration.ofSeconds(1)).tripWhen(rule), said);
    }

    private static TripRule custom(int minimumCalls) {
        return new TripRule() {
            @Override
            public boolean trips(Metrics metrics) {
                return false;
            }

            @Override
            public int minimumCalls() {
                return minimumCalls;
            }
        };
    }
}
