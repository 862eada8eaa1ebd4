// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.comingfrom;

import static io.switchgear.examples.comingfrom.Calls.assertRejects;
import static io.switchgear.examples.comingfrom.Calls.breaker;
import static io.switchgear.examples.comingfrom.Calls.fail;
import static io.switchgear.examples.comingfrom.Calls.failWith;
import static io.switchgear.examples.comingfrom.Calls.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Fallbacks;
import io.switchgear.Permit;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The snippets of docs/coming-from/microprofile.md. */
class MicroProfileTest {
    // region settings
    static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.builder()
            .window(Window.lastCalls(20)) // requestVolumeThreshold = 20
            .tripWhen(TripRule.failureRate(0.5).minimumCalls(20)) // failureRatio = 0.5, of a full window
            .openFor(Backoff.fixed(Duration.ofMillis(5000))) // delay = 5000
            .halfOpen(HalfOpen.probes(1)) // successThreshold = 1
            .classify(Classifier.failOn(IOException.class) // failOn
                    .ignore(IllegalArgumentException.class)) // skipOn, as we advise
            .build();
    // endregion

    // region skip-on
    static final Classifier LIKE_THE_ANNOTATION =
            (result, thrown) -> thrown instanceof IOException && !(thrown instanceof FileNotFoundException)
                    ? Outcome.FAILURE // failOn, and not skipOn
                    : Outcome.SUCCESS; // everything else, as the annotation has it
    // endregion

    private final ManualTicker ticker = new ManualTicker();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    @Test
    void shouldAssessAFullWindowOnASuccessToo() {
        CircuitBreaker small = breaker(
                CONFIG.toBuilder()
                        .window(Window.lastCalls(4))
                        .tripWhen(TripRule.failureRate(0.75).minimumCalls(4))
                        .build(),
                ticker);
        fail(small, 3);
        assertThat(small.state()).isEqualTo(State.CLOSED);
        succeed(small, 1);
        assertThat(small.state()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldNeedAFullWindowAgainAfterClosing() {
        CircuitBreaker breaker = breaker(CONFIG, ticker);
        fail(breaker, 20);
        ticker.advance(Duration.ofMillis(5000));
        succeed(breaker, 1);
        fail(breaker, 19);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        fail(breaker, 1);
        assertRejects(breaker, RejectionReason.OPEN);
    }

    @Test
    void shouldOpenAgainAtTheFirstFailureOfSeveralTrials() {
        CircuitBreaker breaker = breaker(
                CONFIG.toBuilder()
                        .halfOpen(HalfOpen.probes(3))
                        .startIn(State.HALF_OPEN)
                        .build(),
                ticker);
        succeed(breaker, 2);
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldIgnoreOrTakeForASuccessWhatIsSkipped() {
        CircuitBreaker ours = breaker(CONFIG, ticker);
        failWith(ours, new IllegalArgumentException("skipped"));
        assertThat(ours.snapshot().totals().ignored()).isEqualTo(1);

        CircuitBreaker theirs =
                breaker(CONFIG.toBuilder().classify(LIKE_THE_ANNOTATION).build(), ticker);
        failWith(theirs, new FileNotFoundException("skipped"));
        failWith(theirs, new InterruptedException("not of a failOn type"));
        assertThat(theirs.snapshot().totals().successes()).isEqualTo(2);
        fail(theirs, 1);
        assertThat(theirs.snapshot().totals().failures()).isEqualTo(1);
    }

    @Test
    void shouldNotWaitAtAllForADelayOfZero() {
        CircuitBreaker breaker =
                breaker(CONFIG.toBuilder().openFor(Backoff.fixed(Duration.ZERO)).build(), ticker);
        fail(breaker, 20);
        succeed(breaker, 1);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldNotBePinnedByATrialThatHangs() {
        CircuitBreaker breaker = breaker(
                CONFIG.toBuilder()
                        .halfOpen(HalfOpen.probes(1).probeTimeout(Duration.ofSeconds(10)))
                        .startIn(State.HALF_OPEN)
                        .build(),
                ticker);
        Permit hung = breaker.acquire();
        ticker.advance(Duration.ofSeconds(15));
        succeed(breaker, 1);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(hung.success()).isTrue();
    }

    @Test
    void shouldBeMaintainedByName() throws Exception {
        List<Object> log = new ArrayList<>();
        // region calls
        CircuitBreakerRegistry registry =
                CircuitBreakerRegistry.of(CONFIG.toBuilder().scheduler(timer).build()); // half-open by timer
        CircuitBreaker breaker = registry.get("payments"); // @CircuitBreakerName("payments")
        String page = breaker.call(() -> get("index")); // an annotated method
        CompletableFuture<String> later = breaker.callAsync(() -> getAsync("index")); // with @Asynchronous
        String other = breaker.attempt(() -> get("index")).orElseGet(() -> "none"); // with @Fallback
        String applied = breaker.call(
                () -> get("index"),
                Fallbacks.on(IOException.class, failure -> "none")); // with @Fallback(applyOn = ...)

        State state = registry.get("payments").state(); // CircuitBreakerMaintenance.currentState
        breaker.onStateChange(change -> log.add(change.to())); // onStateChange
        breaker.reset("the day begins"); // reset
        registry.all().forEach(each -> each.reset("the day begins")); // resetAll
        // endregion

        assertThat(List.of(page, later.join(), other, applied)).containsOnly("index");
        assertThat(state).isEqualTo(State.CLOSED);
        assertThat(log).as("a reset is an event").containsExactly(State.CLOSED, State.CLOSED);
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
