// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.comingfrom;

import static io.switchgear.examples.comingfrom.Calls.assertRejects;
import static io.switchgear.examples.comingfrom.Calls.breaker;
import static io.switchgear.examples.comingfrom.Calls.fail;
import static io.switchgear.examples.comingfrom.Calls.failWith;
import static io.switchgear.examples.comingfrom.Calls.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Attempt;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Fallbacks;
import io.switchgear.Permit;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The snippets of docs/coming-from/hystrix.md. */
class HystrixTest {
    // region settings
    static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.builder()
            .window(Window.last(Duration.ofSeconds(10)).buckets(10)) // metrics.rollingStats.*
            .tripWhen(TripRule.failureRate(0.5).minimumCalls(20)) // errorThresholdPercentage, requestVolumeThreshold
            .openFor(Backoff.fixed(Duration.ofSeconds(5))) // sleepWindowInMilliseconds
            .halfOpen(HalfOpen.probes(1).probeTimeout(Duration.ofSeconds(5))) // one test for each sleep window
            .classify(Classifier.ignore(IllegalArgumentException.class)) // HystrixBadRequestException
            .build();
    // endregion

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = breaker(CONFIG, ticker);

    @Test
    void shouldTripOnTheVeryCallThatCrosses() {
        succeed(breaker, 10);
        fail(breaker, 9);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        fail(breaker, 1);
        assertRejects(breaker, RejectionReason.OPEN);
    }

    @Test
    void shouldNotLetABadRequestDecideTheTest() {
        fail(breaker, 20);
        ticker.advance(Duration.ofSeconds(5));
        failWith(breaker, new IllegalArgumentException("bad request"));
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        succeed(breaker, 1);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldTestAgainWhenATestHangs() {
        fail(breaker, 20);
        ticker.advance(Duration.ofSeconds(5));
        Permit hung = breaker.acquire();
        ticker.advance(Duration.ofSeconds(10));
        succeed(breaker, 1);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(hung.failure()).isTrue();
    }

    @Test
    void shouldRunAFallbackForFailuresOnlyWhereAsked() throws Exception {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(CONFIG);
        // region calls
        CircuitBreaker search = registry.get("search"); // HystrixCommandKey
        String page = search.call(() -> get("index")); // execute()
        CompletableFuture<String> later = search.callAsync(() -> getAsync("index")); // queue()
        later.orTimeout(1, TimeUnit.SECONDS); // execution.isolation.thread.timeoutInMilliseconds
        String rejected = search.call(() -> get("index"), rejection -> "none"); // getFallback(), for rejections only
        String byType = search.call(
                () -> get(""), Fallbacks.on(IOException.class, failure -> "none")); // getFallback(), for some failures
        Attempt<String> attempt = search.attempt(() -> get("")); // getFallback(), for failures too:
        String recovered = attempt.orElseGet(() -> "none");
        boolean open = search.state() == State.OPEN; // isCircuitBreakerOpen()
        Map<String, Object> figures = search.snapshot().toMap(); // HystrixCommandMetrics, the event stream
        // endregion

        assertThat(page).isEqualTo(rejected).isEqualTo(later.join()).isEqualTo("index");
        assertThat(recovered).isEqualTo(byType).isEqualTo("none");
        assertThat(open).isFalse();
        assertThat(figures).containsEntry("failures", 2L).containsEntry("windowSuccesses", 3L);
    }

    @Test
    void shouldBeForcedByHandAndChangedWhileItRuns() {
        // region by-hand
        breaker.forceOpen("maintenance until noon"); // circuitBreaker.forceOpen = true
        breaker.release("maintenance is over"); // circuitBreaker.forceOpen = false
        breaker.metricsOnly("trying the settings"); // circuitBreaker.forceClosed = true
        breaker.disable("not wanted here"); // circuitBreaker.enabled = false
        breaker.reconfigure(breaker.config().toBuilder() // a dynamic property changes
                .openFor(Backoff.fixed(Duration.ofSeconds(10)))
                .build());
        // endregion

        fail(breaker, 30);
        assertThat(breaker.state()).isEqualTo(State.DISABLED);
        breaker.release("wanted after all");
        fail(breaker, 20);
        assertThat(breaker.snapshot().nextProbeIn()).contains(Duration.ofSeconds(10));
    }

    @Test
    void shouldShowWhatItWouldDoWhereHystrixIsForcedClosed() {
        breaker.metricsOnly("trying the settings");
        fail(breaker, 25);
        assertThat(breaker.snapshot().wouldBe()).contains(State.OPEN);
        assertThat(breaker.snapshot().totals().wouldReject()).isEqualTo(5);
    }

    private static String get(String page) throws IOException {
        if (page.isEmpty()) {
            throw new IOException("no page");
        }
        return page;
    }

    private static CompletableFuture<String> getAsync(String page) {
        return CompletableFuture.completedFuture(page);
    }
}
