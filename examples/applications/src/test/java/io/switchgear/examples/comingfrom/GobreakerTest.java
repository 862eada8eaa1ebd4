// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.comingfrom;

import static io.switchgear.examples.comingfrom.Calls.assertRejects;
import static io.switchgear.examples.comingfrom.Calls.breaker;
import static io.switchgear.examples.comingfrom.Calls.fail;
import static io.switchgear.examples.comingfrom.Calls.failWith;
import static io.switchgear.examples.comingfrom.Calls.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Permit;
import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
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
import org.junit.jupiter.api.Test;

/** The snippets of docs/coming-from/gobreaker.md. */
class GobreakerTest {
    // region settings
    static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.builder()
            .halfOpen(HalfOpen.probes(1)) // MaxRequests: 1
            .window(Window.last(Duration.ofSeconds(60)).buckets(6)) // Interval: 60 s, BucketPeriod: 10 s
            .openFor(Backoff.fixed(Duration.ofSeconds(60))) // Timeout: 60 s
            .tripWhen(TripRule.consecutiveFailures(6)) // ReadyToTrip: the default, ConsecutiveFailures > 5
            .classify(Classifier.defaults()
                    .failIf(thrown -> !(thrown instanceof FileNotFoundException)) // IsSuccessful
                    .ignoreIf(thrown -> thrown instanceof IllegalArgumentException)) // IsExcluded
            .build();

    static final CircuitBreakerConfig OTHER = CircuitBreakerConfig.builder()
            .window(Window.last(Duration.ofDays(36_500))) // Interval: 0, never cleared
            .tripWhen(TripRule.when(
                    "60 % of 3 or more",
                    counts -> counts.calls() >= 3
                            && counts.failures() >= 0.6 * counts.calls())) // ReadyToTrip: a function of your own
            .build();
    // endregion

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = breaker(CONFIG, ticker);

    @Test
    void shouldDoWhatExecuteAndAllowDo() throws IOException {
        List<String> log = new ArrayList<>();
        // region calls
        String page = breaker.call(() -> get("index")); // cb.Execute
        Permit permit = breaker.acquire(); // done, err := twoStep.Allow()
        permit.success(); // done(nil); failure() or threw(exception) for an error
        State state = breaker.state(); // cb.State()
        breaker.onStateChange(change -> log.add(change.from() + " -> " + change.to())); // OnStateChange

        try {
            breaker.run(() -> get("index"));
        } catch (CallNotPermittedException rejected) {
            log.add(rejected.reason().name()); // OPEN is ErrOpenState, PROBES_BUSY is ErrTooManyRequests
        }
        // endregion

        assertThat(page).isEqualTo("index");
        assertThat(state).isEqualTo(State.CLOSED);
        assertThat(log).isEmpty();
        assertThat(permit.failure()).as("settled a second time").isFalse();
        assertThat(breaker.snapshot().totals().successes()).isEqualTo(3);
    }

    @Test
    void shouldHaveTheSameCounts() {
        // region counts
        Snapshot counts = breaker.snapshot(); // cb.Counts()
        long requests = counts.metrics().calls() + counts.inFlight(); // Requests
        long successes = counts.metrics().successes(); // TotalSuccesses
        long failures = counts.metrics().failures(); // TotalFailures
        long run = counts.metrics().consecutiveFailures(); // ConsecutiveFailures
        long inARow = counts.metrics().consecutiveSuccesses(); // ConsecutiveSuccesses
        long excluded = counts.totals().ignored(); // TotalExclusions, but since the breaker was made
        // endregion

        assertThat(List.of(requests, successes, failures, run, inARow, excluded))
                .containsOnly(0L);
    }

    @Test
    void shouldTripAtTheSixthFailureInARow() {
        fail(breaker, 5);
        failWith(breaker, new IllegalArgumentException("excluded"));
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        fail(breaker, 1);
        assertRejects(breaker, RejectionReason.OPEN);
    }

    @Test
    void shouldTakeSuccessfulErrorsForTheEndOfARun() {
        fail(breaker, 5);
        failWith(breaker, new FileNotFoundException("an answer"));
        fail(breaker, 5);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldNotLetARunDecayWithTheWindow() {
        fail(breaker, 5);
        ticker.advance(Duration.ofHours(1));
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldTakeAProbeThatDoesNotComeBackForAFailedOne() {
        fail(breaker, 6);
        ticker.advance(Duration.ofSeconds(60));
        Permit lost = breaker.acquire();
        assertRejects(breaker, RejectionReason.PROBES_BUSY);

        ticker.advance(Duration.ofSeconds(60));
        assertRejects(breaker, RejectionReason.OPEN);
        ticker.advance(Duration.ofSeconds(60));
        succeed(breaker, 1);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        lost.failure();
        assertThat(breaker.snapshot().totals().stale()).isEqualTo(1);
    }

    @Test
    void shouldNeverClearACenturysWindow() {
        CircuitBreaker other = breaker(OTHER, ticker);
        fail(other, 2);
        ticker.advance(Duration.ofDays(365));
        succeed(other, 1);
        assertThat(other.state()).as("asked on the third call").isEqualTo(State.CLOSED);
        fail(other, 1);
        assertThat(other.state()).isEqualTo(State.OPEN);
    }

    private static String get(String page) throws IOException {
        if (page.isEmpty()) {
            throw new FileNotFoundException(page);
        }
        return page;
    }
}
