// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchgear.Permit;
import io.switchgear.outcome.Classifier;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each figure that Resilience4j's meters show is shown by ours, as the page for its users says. */
@Tag("prometheus-registry") // its meters need a newer Micrometer than the oldest that ours work with
class ComingFromResilience4jTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "coming-from", "resilience4j.md");
    private static final Pattern THEIR_METER = Pattern.compile("`resilience4j\\.circuitbreaker\\.([\\w.]+)");
    private static final Duration SLOW = Duration.ofMillis(500);
    private static final int CALLS = 100;

    private final SimpleMeterRegistry their = new SimpleMeterRegistry();
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
            .slidingWindow(CALLS, CALLS, SlidingWindowType.COUNT_BASED)
            .minimumNumberOfCalls(7)
            .failureRateThreshold(CALLS)
            .slowCallDurationThreshold(SLOW)
            .ignoreExceptions(IllegalArgumentException.class)
            .build());
    private final CircuitBreaker theirs = registry.circuitBreaker("search");
    private final Rig ours = new Rig(config -> config.window(Window.lastCalls(CALLS))
            .tripWhen(TripRule.failureRate(1).minimumCalls(CALLS))
            .slowCallsOver(SLOW)
            .classify(Classifier.defaults().ignore(IllegalArgumentException.class)));

    @BeforeEach
    void makeTheSameCalls() {
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(their);
        CircuitBreakerMetrics.of(ours.breaker).withDurations().bindTo(ours.registry);
        succeed(1, 1, 1, 900);
        fail(new IOException("down"), 1, 900);
        fail(new IOException("down"), 900);
        fail(new IllegalArgumentException("none of its business"), 1);
    }

    private void succeed(long... millis) {
        for (long each : millis) {
            theirs.acquirePermission();
            theirs.onSuccess(each, TimeUnit.MILLISECONDS);
            Permit permit = ours.breaker.acquire();
            ours.seconds(each / 1_000.0);
            permit.returned("fine");
        }
    }

    private void fail(Exception thrown, long... millis) {
        for (long each : millis) {
            theirs.acquirePermission();
            theirs.onError(each, TimeUnit.MILLISECONDS, thrown);
            Permit permit = ours.breaker.acquire();
            ours.seconds(each / 1_000.0);
            permit.threw(thrown);
        }
    }

    /** The value or the count. */
    private double theirs(String name, String... tags) {
        return StreamSupport.stream(
                        their.get("resilience4j.circuitbreaker." + name)
                                .tags(tags)
                                .meter()
                                .measure()
                                .spliterator(),
                        false)
                .filter(each -> each.getStatistic() == Statistic.COUNT || each.getStatistic() == Statistic.VALUE)
                .mapToDouble(Measurement::getValue)
                .sum();
    }

    /** The sum over all meters with these tags. */
    private double ours(String name, String... tags) {
        return ours.registry.get(name).tags(tags).meters().stream()
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
                .mapToDouble(Measurement::getValue)
                .sum();
    }

    @Test
    void shouldCountCallsByOutcome() {
        assertThat(ours("switchgear.calls", "outcome", "success"))
                .isEqualTo(theirs("calls", "kind", "successful"))
                .isEqualTo(4);
        assertThat(ours("switchgear.calls", "outcome", "failure"))
                .isEqualTo(theirs("calls", "kind", "failed"))
                .isEqualTo(3);
        assertThat(ours("switchgear.calls", "outcome", "ignored"))
                .isEqualTo(theirs("calls", "kind", "ignored"))
                .isEqualTo(1);
        assertThat(ours.registry
                        .get("switchgear.calls.duration")
                        .tag("outcome", "failure")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .as("what its timer of calls has besides")
                .isEqualTo(their.get("resilience4j.circuitbreaker.calls")
                        .tag("kind", "failed")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS));
    }

    @Test
    void shouldShowTheWindow() {
        assertThat(ours("switchgear.window.calls", "outcome", "success"))
                .isEqualTo(theirs("buffered.calls", "kind", "successful"))
                .isEqualTo(4);
        assertThat(ours("switchgear.window.calls", "outcome", "failure"))
                .isEqualTo(theirs("buffered.calls", "kind", "failed"))
                .isEqualTo(3);
        assertThat(ours("switchgear.window.calls", "outcome", "success", "slow", "true"))
                .isEqualTo(theirs("slow.calls", "kind", "successful"))
                .isEqualTo(1);
        assertThat(ours("switchgear.window.calls", "outcome", "failure", "slow", "true"))
                .isEqualTo(theirs("slow.calls", "kind", "failed"))
                .isEqualTo(2);
    }

    @Test
    void shouldShowTheRatesAsShares() {
        double all = ours("switchgear.window.calls");
        assertThat((float) (100 * ours("switchgear.window.calls", "outcome", "failure") / all))
                .isEqualTo((float) theirs("failure.rate"))
                .isPositive();
        assertThat((float) (100 * ours("switchgear.window.calls", "slow", "true") / all))
                .isEqualTo((float) theirs("slow.call.rate"))
                .isPositive();
    }

    @Test
    void shouldShowStateAndRejections() {
        theirs.transitionToOpenState();
        ours.breaker.open(Rig.WAIT, "maintenance");
        assertThat(theirs.tryAcquirePermission()).isFalse();
        assertThat(ours.breaker.tryAcquire()).isEmpty();
        assertThat(ours("switchgear.calls.rejected"))
                .isEqualTo(theirs("not.permitted.calls", "kind", "not_permitted"))
                .isEqualTo(1);
        for (CircuitBreaker.State state : CircuitBreaker.State.values()) {
            String tag = state.name().toLowerCase(Locale.ROOT);
            assertThat(ours("switchgear.state", "state", tag)).as(tag).isEqualTo(theirs("state", "state", tag));
        }
    }

    @Test
    void shouldCountRejectionsByHandToo() {
        theirs.transitionToForcedOpenState();
        ours.breaker.forceOpen("maintenance");
        assertThat(theirs.tryAcquirePermission()).isFalse();
        assertThat(ours.breaker.tryAcquire()).isEmpty();
        assertThat(ours("switchgear.calls.rejected", "reason", "forced_open")).isEqualTo(1);
        assertThat(theirs("not.permitted.calls")).as("not there").isZero();
    }

    @Test
    void shouldNameEachOfItsMetersOnThePage() throws IOException {
        Set<String> there = new TreeSet<>();
        their.getMeters()
                .forEach(meter ->
                        there.add(meter.getId().getName().replaceFirst("resilience4j\\.circuitbreaker\\.", "")));
        Set<String> told = new TreeSet<>();
        THEIR_METER.matcher(Files.readString(PAGE)).results().forEach(found -> told.add(found.group(1)));
        assertThat(told).isEqualTo(there);
    }
}
