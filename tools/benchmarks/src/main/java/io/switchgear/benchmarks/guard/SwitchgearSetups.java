// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.micrometer.CircuitBreakerMetrics;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.Shedding;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** The measured configurations of Switchgear. */
final class SwitchgearSetups {
    /** The same number of calls as in Resilience4j's default window. */
    private static final int WINDOW = 100;

    /** An observer that does nothing: its work is not the breaker's cost. */
    private static final CallObserver OBSERVER = new CallObserver() {};

    /** The number of different breakers. */
    static final int TEN = 10;

    private SwitchgearSetups() {}

    static Guard byDefault() {
        return new SwitchgearGuard(breaker(settings -> settings));
    }

    static Guard byDefaultWithListener() {
        return withListener(breaker(settings -> settings));
    }

    static Guard byDefaultWithObserver() {
        CircuitBreaker breaker = breaker(settings -> settings);
        breaker.observeCalls(OBSERVER);
        return new SwitchgearGuard(breaker);
    }

    /**
     * Creates a breaker that sheds one call in about 200 million, for longer than a measurement takes, so all calls pass in
     * turn.
     */
    static Guard shedding() {
        CircuitBreaker breaker = breaker(settings -> settings.tripWhen(TripRule.consecutiveFailures(1))
                .shedding(Shedding.excess().atMost(4e-9).fallOver(Duration.ofDays(36_500))));
        breaker.acquire().failure();
        for (int first = 0; first < 2; first++) { // the second one is shed
            breaker.tryAcquire().ifPresent(Permit::success);
        }
        return new SwitchgearGuard(breaker);
    }

    static Guard probing(int probes) {
        return new SwitchgearGuard(breaker(settings -> settings.halfOpen(HalfOpen.probes(probes))));
    }

    static Guard countWindow() {
        return new SwitchgearGuard(breaker(SwitchgearSetups::countingCalls));
    }

    static Guard countWindowWithListener() {
        return withListener(breaker(SwitchgearSetups::countingCalls));
    }

    static Guard timeWindow() {
        return new SwitchgearGuard(breaker(SwitchgearSetups::lastSeconds));
    }

    static Guard measuringSlowCalls() {
        return new SwitchgearGuard(breaker(SwitchgearSetups::slowCalls));
    }

    static Guard measuringSlowCallsWithListener() {
        return withListener(breaker(SwitchgearSetups::slowCalls));
    }

    static ByKey byKey() {
        KeyedCircuitBreaker<String> breakers = KeyedCircuitBreaker.of(
                "measured", ByKey.KEYS, CircuitBreakerConfig.builder().build());
        return (key, operation) -> breakers.at(key).call(operation);
    }

    /** Creates one for a number of keys of which none makes room for an hour after a failure. */
    static ByKey byKey(int keys) {
        KeyedCircuitBreaker<String> breakers = KeyedCircuitBreaker.of(
                "measured",
                keys,
                CircuitBreakerConfig.builder()
                        .window(Window.last(Duration.ofHours(1)))
                        .build());
        return (key, operation) -> breakers.at(key).call(operation);
    }

    /** Creates and removes a breaker in a registry where a number of others have meters. */
    static Runnable oneMoreMetered(int others) {
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
        CircuitBreakerMetrics.of(breakers).bindTo(new SimpleMeterRegistry());
        for (int i = 0; i < others; i++) {
            breakers.get("other-" + i);
        }
        return () -> {
            breakers.get("one more");
            breakers.remove("one more");
        };
    }

    /** Creates ten breakers with different configurations: windows, trip rules, classifiers, listeners. */
    static List<Guard> tenMixed() {
        CircuitBreaker shadow = breaker(settings -> settings);
        shadow.metricsOnly("measuring");
        CircuitBreaker disabled = breaker(SwitchgearSetups::countingCalls);
        disabled.disable("measuring");
        return List.of(
                byDefault(),
                countWindow(),
                measuringSlowCalls(),
                timeWindow(),
                byDefaultWithListener(),
                new SwitchgearGuard(
                        breaker(settings -> settings.tripWhen(metrics -> metrics.failures() > metrics.calls() / 2))),
                new SwitchgearGuard(breaker(settings -> settings.ramp(Ramp.over(Duration.ofMinutes(1))))),
                new SwitchgearGuard(breaker(
                        settings -> settings.classify(Classifier.failOnResult(Boolean.class, answer -> !answer)))),
                new SwitchgearGuard(shadow),
                new SwitchgearGuard(disabled));
    }

    /**
     * Creates a breaker that logs nothing, as with the measured Resilience4j: three lines per thousand probes cost three
     * times as much as the probes.
     */
    private static CircuitBreaker breaker(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return CircuitBreaker.of("measured", c -> settings.apply(c).logChanges(false));
    }

    private static Guard withListener(CircuitBreaker breaker) {
        breaker.onStateChange(change -> {});
        return new SwitchgearGuard(breaker);
    }

    static CircuitBreakerConfigBuilder lastSeconds(CircuitBreakerConfigBuilder settings) {
        return settings.window(Window.last(Duration.ofSeconds(WINDOW)))
                .tripWhen(TripRule.failureRate(0.5).minimumCalls(WINDOW));
    }

    static CircuitBreakerConfigBuilder countingCalls(CircuitBreakerConfigBuilder settings) {
        return settings.window(Window.lastCalls(WINDOW))
                .tripWhen(TripRule.failureRate(0.5).minimumCalls(WINDOW));
    }

    static CircuitBreakerConfigBuilder slowCalls(CircuitBreakerConfigBuilder settings) {
        return settings.tripWhen(TripRule.anyOf(
                        TripRule.failureRate(0.5).minimumCalls(10),
                        TripRule.consecutiveFailures(5).spanning(Duration.ofSeconds(1)),
                        TripRule.slowCallRate(0.9).minimumCalls(10)))
                .slowCallsOver(Duration.ofSeconds(10));
    }
}
