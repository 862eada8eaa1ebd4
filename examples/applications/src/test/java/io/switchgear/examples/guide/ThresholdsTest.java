// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.guide;

import static io.switchgear.trip.TripRule.anyOf;
import static io.switchgear.trip.TripRule.consecutiveFailures;
import static io.switchgear.trip.TripRule.failureRate;
import static io.switchgear.trip.TripRule.slowCallRate;
import static io.switchgear.trip.TripRule.stuckCalls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.ScriptedOperation;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guide's page about thresholds, with its arithmetic. */
class ThresholdsTest {
    private final ManualTicker ticker = new ManualTicker();

    /** The chance that at least half of so many independent calls fail: a full window that trips by bad luck. */
    @ParameterizedTest
    @CsvSource({
        "10, 0.01, 2.4e-8", "10, 0.05, 6.4e-5", "10, 0.10, 1.6e-3", "10, 0.20, 3.3e-2",
        "20, 0.01, 1.7e-15", "20, 0.05, 1.1e-8", "20, 0.10, 7.1e-6", "20, 0.20, 2.6e-3",
    })
    void shouldTripFalselyAsOftenAsThePageSays(int calls, double errors, double chance) {
        double falsely = 0;
        for (int failed = (calls + 1) / 2; failed <= calls; failed++) {
            falsely += choose(calls, failed) * Math.pow(errors, failed) * Math.pow(1 - errors, calls - failed);
        }
        assertThat(falsely).isCloseTo(chance, within(0.05 * chance));
    }

    private static double choose(int n, int k) {
        double ways = 1;
        for (int i = 1; i <= k; i++) {
            ways = ways * (n - k + i) / i;
        }
        return ways;
    }

    @Test
    void aRateAloneIsBlindWhereTrafficIsThin() {
        // region blind
        CircuitBreaker rateOnly = CircuitBreaker.of(
                "nightly",
                c -> c.window(Window.last(Duration.ofSeconds(10)))
                        .tripWhen(failureRate(0.5).minimumCalls(10))
                        .ticker(ticker));
        CircuitBreaker both = CircuitBreaker.of("nightly-too", c -> c.ticker(ticker)); // the defaults
        List<String> why = new ArrayList<>();
        both.onStateChange(change -> why.add(change.reason()));

        var down = ScriptedOperation.<String>throwing(new IOException("down"));
        for (int i = 0; i < 60; i++) { // one call every two seconds, all of them fail
            rateOnly.attempt(down::call);
            both.attempt(down::call);
            ticker.advance(Duration.ofSeconds(2));
        }
        assertThat(rateOnly.state()).isEqualTo(State.CLOSED); // never more than 5 calls in 10 s
        assertThat(why.get(0)).isEqualTo("5 failures in a row >= 5, over 8 s >= 1 s");
        // endregion
    }

    @Test
    void aWindowHoldsCallsOrTime() {
        // region windows
        Window lastTenSeconds = Window.last(Duration.ofSeconds(10)); // the default
        Window lastHundredCalls = Window.lastCalls(100);
        // endregion
        assertThat(CircuitBreakerConfig.builder().build().window()).isEqualTo(lastTenSeconds);
        assertThat(CircuitBreakerConfig.builder()
                        .window(lastHundredCalls)
                        .build()
                        .window())
                .isEqualTo(lastHundredCalls);
    }

    // region slow
    CircuitBreakerConfig search = CircuitBreakerConfig.builder()
            .slowCallsOver(Duration.ofMillis(800)) // four times what a bad but healthy call takes
            .tripWhen(anyOf(
                    failureRate(0.5).minimumCalls(10),
                    consecutiveFailures(5).spanning(Duration.ofSeconds(1)),
                    slowCallRate(0.8).minimumCalls(20), // calls that came back, too late
                    stuckCalls(20, Duration.ofSeconds(3)))) // calls that have not come back at all
            .build();
    // endregion

    // region probes
    HalfOpen cautious = HalfOpen.probes(10).required(8); // 8 successes close, the third failure opens again
    HalfOpen strict = HalfOpen.probes(10).required(8).failures(1); // 8 successes close, the first failure opens again
    HalfOpen quick = HalfOpen.probes(2).required(1).failures(1); // two at once; the first result decides
    // endregion

    @Test
    void aNumberOfFailuresOpensAgain() {
        assertThat(cautious.failures()).isEqualTo(3);
        assertThat(strict.failures()).isEqualTo(1);
        CircuitBreaker breaker =
                CircuitBreaker.of("quick", c -> c.startIn(State.HALF_OPEN).halfOpen(quick));
        Permit first = breaker.acquire();
        Permit second = breaker.acquire();
        second.success();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        first.failure();
        assertThat(breaker.snapshot().totals().stale()).isEqualTo(1);
    }

    // region own
    TripRule costly = TripRule.when(
            "more than 3 failures while more than 50 calls are out",
            metrics -> metrics.failures() > 3 && metrics.inFlight() > 50);
    // endregion

    @Test
    void theOtherSnippetsHoldWhatTheySay() {
        assertThat(search.tripRule())
                .isNotEqualTo(CircuitBreakerConfig.builder().build().tripRule());
        CircuitBreaker breaker = CircuitBreaker.of("costly", c -> c.tripWhen(costly));
        for (int i = 0; i < 4; i++) {
            breaker.acquire().failure();
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }
}
