// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.RetryHint;
import io.switchgear.recovery.Shedding;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.time.Ticker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A configuration: its defaults, its copies, and all of its mistakes at once. */
@Tag("C60")
class ConfigTest {

    @Test
    void shouldHaveTheDefaults() {
        CircuitBreakerConfig config = CircuitBreakerConfig.builder().build();

        assertThat(config.window()).isEqualTo(new Window.LastTime(Duration.ofSeconds(10), 10));
        assertThat(config.tripRule())
                .isEqualTo(TripRule.anyOf(
                        TripRule.failureRate(0.5).minimumCalls(10),
                        TripRule.consecutiveFailures(5).spanning(Duration.ofSeconds(1))));
        assertThat(config.slowCallsOver()).isEmpty();
        assertThat(config.backoff())
                .isEqualTo(Backoff.exponential(Duration.ofSeconds(5))
                        .factor(2)
                        .upTo(Duration.ofSeconds(30))
                        .jitter(0.5));
        assertThat(config.shedding()).isEqualTo(Shedding.off());
        assertThat(config.halfOpen()).isEqualTo(new HalfOpen(3, 2, 3, Duration.ofSeconds(60)));
        assertThat(config.classifier()).isSameAs(Classifier.defaults());
        assertThat(config.retryHint().after("result", null)).isNull();
        assertThat(config.maxHint()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.stackTraces()).isFalse();
        assertThat(config.failureMessages()).isTrue();
        assertThat(config.ticker().nanos()).isLessThanOrEqualTo(System.nanoTime());
        assertThat(config.random()).isNotNull();
        assertThat(config.instantSource()).isNotNull();
    }

    @Test
    void shouldUseTheDefaultsInABreakerOfANameAlone() {
        CircuitBreaker breaker = CircuitBreaker.of("payments");

        assertThat(breaker.name()).isEqualTo("payments");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.config().window()).isEqualTo(Window.last(Duration.ofSeconds(10)));
        assertThat(breaker.snapshot().metrics().calls()).isZero();
        assertThat(breaker.snapshot().totals().admitted()).isZero();
    }

    @Test
    void shouldReportAllMistakesAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CircuitBreaker.of(" ", ConfigTest::allWrong))
                .withMessageContainingAll(
                        "lastCalls(0)",
                        "tripWhen: anyOf[0]: failureRate(50.0)",
                        "tripWhen: anyOf[1]: allOf[0]: failureRate: minimumCalls(0)",
                        "tripWhen: anyOf[1]: allOf[1]: consecutiveFailures: spanning(null)",
                        "slowCallsOver(PT0S)",
                        "openFor: wait(PT2S) must be at most the cap, PT1S",
                        "openFor: factor(NaN)",
                        "openFor: jitter(7.0)",
                        "halfOpen: required(0)",
                        "halfOpen: concurrent(4)",
                        "halfOpen: probeTimeout(" + ConfigCheckTest.ENDLESS + ")",
                        "classify: failOn",
                        "retryHint(null)",
                        "maxHint(PT-1S)",
                        "ticker(null)",
                        "random(null)",
                        "instantSource(null)",
                        "name(\" \")",
                        "18 settings are wrong");
    }

    @Test
    void shouldLeaveTheBuilderUsableAfterAMistake() {
        CircuitBreakerConfigBuilder builder = CircuitBreakerConfig.builder()
                .window(Window.lastCalls(50))
                .maxHint(Duration.ofSeconds(-1))
                .stackTraces(true);
        assertThatIllegalArgumentException().isThrownBy(builder::build);
        assertThatIllegalArgumentException().as("the same again").isThrownBy(builder::build);

        CircuitBreakerConfig mended = builder.maxHint(Duration.ZERO).build();

        assertThat(mended.window()).isEqualTo(Window.lastCalls(50));
        assertThat(mended.maxHint()).isZero();
        assertThat(mended.stackTraces()).isTrue();
    }

    @Test
    void shouldNotChangeWhatWasBuiltBefore() {
        CircuitBreakerConfigBuilder builder = CircuitBreakerConfig.builder().maxHint(Duration.ofSeconds(1));
        CircuitBreakerConfig before = builder.build();
        CircuitBreaker breaker = CircuitBreaker.of("before", before);

        allWrong(builder);
        assertThatIllegalArgumentException().isThrownBy(builder::build);
        CircuitBreakerConfigBuilder copy = before.toBuilder();
        allWrong(copy);

        assertThat(before.maxHint()).isEqualTo(Duration.ofSeconds(1));
        assertThat(before.window()).isEqualTo(Window.last(Duration.ofSeconds(10)));
        assertThat(before.slowCallsOver()).isEmpty();
        assertThat(before.toBuilder().build().maxHint()).isEqualTo(Duration.ofSeconds(1));
        assertThat(breaker.config().maxHint()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldKeepEverySettingThroughBuildingAndCopying() {
        TripRule rule = TripRule.failureCount(3);
        Classifier classifier = (result, thrown) -> Outcome.SUCCESS;
        RetryHint hint = (result, thrown) -> null;
        Ticker ticker = new ManualTicker();
        RandomGenerator random = () -> 1;
        InstantSource instants = () -> Instant.EPOCH;
        CircuitBreakerConfig config = CircuitBreakerConfig.builder()
                .window(Window.lastCalls(7))
                .tripWhen(rule)
                .slowCallsOver(Duration.ofMillis(3))
                .openFor(Backoff.fixed(Duration.ofSeconds(9)))
                .halfOpen(HalfOpen.probes(5))
                .classify(classifier)
                .retryHint(hint)
                .maxHint(Duration.ofSeconds(4))
                .stackTraces(true)
                .failureMessages(false)
                .ticker(ticker)
                .random(random)
                .instantSource(instants)
                .build();

        for (CircuitBreakerConfig each : List.of(config, config.toBuilder().build())) {
            assertThat(each.window()).isEqualTo(Window.lastCalls(7));
            assertThat(each.tripRule()).isSameAs(rule);
            assertThat(each.slowCallsOver()).contains(Duration.ofMillis(3));
            assertThat(each.backoff()).isEqualTo(Backoff.fixed(Duration.ofSeconds(9)));
            assertThat(each.halfOpen()).isEqualTo(HalfOpen.probes(5));
            assertThat(each.classifier()).isSameAs(classifier);
            assertThat(each.retryHint()).isSameAs(hint);
            assertThat(each.maxHint()).isEqualTo(Duration.ofSeconds(4));
            assertThat(each.stackTraces()).isTrue();
            assertThat(each.failureMessages()).isFalse();
            assertThat(each.ticker()).isSameAs(ticker);
            assertThat(each.random()).isSameAs(random);
            assertThat(each.instantSource()).isSameAs(instants);
        }
    }

    @Test
    void shouldCopyIndependently() {
        CircuitBreakerConfig config =
                CircuitBreakerConfig.builder().window(Window.lastCalls(70)).build();
        CircuitBreakerConfigBuilder one = config.toBuilder().maxHint(Duration.ZERO);
        CircuitBreakerConfigBuilder other = config.toBuilder().stackTraces(true);

        assertThat(one.build().maxHint()).isZero();
        assertThat(one.build().stackTraces()).isFalse();
        assertThat(one.build().window()).isEqualTo(Window.lastCalls(70));
        assertThat(other.build().maxHint()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.maxHint()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.stackTraces()).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n"})
    void shouldRefuseABreakerWithoutAName(String name) {
        CircuitBreakerConfig config = CircuitBreakerConfig.builder().build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CircuitBreaker.of(name))
                .withMessageContainingAll("name(", "must not be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CircuitBreaker.of(name, config))
                .withMessageContainingAll("name(", "must not be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CircuitBreaker.of(name, c -> c.window(Window.lastCalls(0))))
                .withMessageContainingAll("name(", "lastCalls(0)", "2 settings are wrong");
    }

    @Test
    void shouldTakeTheBoundsThemselves() {
        Duration longest = Duration.ofDays(36_500);
        CircuitBreakerConfig config = CircuitBreakerConfig.builder()
                .window(Window.last(longest).buckets(1_000))
                .tripWhen(TripRule.anyOf(
                        TripRule.failureRate(1).minimumCalls(1_000_000),
                        TripRule.slowCallRate(Double.MIN_VALUE).minimumCalls(1),
                        TripRule.consecutiveFailures(1).spanning(longest)))
                .slowCallsOver(Duration.ofNanos(1))
                .openFor(Backoff.exponential(Duration.ZERO)
                        .factor(1_000)
                        .upTo(longest)
                        .jitter(1))
                .halfOpen(HalfOpen.probes(1_000).required(1).concurrent(1).probeTimeout(longest))
                .maxHint(longest)
                .build();

        assertThat(config.halfOpen().probes()).isEqualTo(1_000);
        assertThat(config.toBuilder()
                        .window(Window.lastCalls(1_000_000))
                        .build()
                        .window())
                .isEqualTo(Window.lastCalls(1_000_000));
    }

    private static CircuitBreakerConfigBuilder allWrong(CircuitBreakerConfigBuilder builder) {
        return builder.window(Window.lastCalls(0))
                .tripWhen(TripRule.anyOf(
                        TripRule.failureRate(50),
                        TripRule.allOf(
                                TripRule.failureRate(0.5).minimumCalls(0),
                                TripRule.consecutiveFailures(5).spanning(null))))
                .slowCallsOver(Duration.ZERO)
                .openFor(Backoff.exponential(Duration.ofSeconds(2))
                        .factor(Double.NaN)
                        .upTo(Duration.ofSeconds(1))
                        .jitter(7))
                .halfOpen(new HalfOpen(3, 0, 4, ConfigCheckTest.ENDLESS))
                .classify(Classifier.failOn())
                .retryHint(null)
                .maxHint(Duration.ofSeconds(-1))
                .ticker(null)
                .random(null)
                .instantSource(null);
    }
}
