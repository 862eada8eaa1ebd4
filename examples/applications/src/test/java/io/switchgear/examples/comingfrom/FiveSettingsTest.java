// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.comingfrom;

import static io.switchgear.examples.comingfrom.Calls.assertRejects;
import static io.switchgear.examples.comingfrom.Calls.breaker;
import static io.switchgear.examples.comingfrom.Calls.fail;
import static io.switchgear.examples.comingfrom.Calls.failWith;
import static io.switchgear.examples.comingfrom.Calls.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.switchgear.CallContext;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Permit;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** The snippets of docs/coming-from.md: the five settings that nearly every breaker has. */
class FiveSettingsTest {
    // region five
    static final CircuitBreakerConfig CONFIG = CircuitBreakerConfig.builder()
            .halfOpen(HalfOpen.probes(2)) // max requests in half-open
            .window(Window.last(Duration.ofSeconds(60))) // interval of the metrics
            .openFor(Backoff.fixed(Duration.ofSeconds(30))) // timeout from open to half-open
            .tripWhen(TripRule.when("3 in a row", metrics -> metrics.consecutiveFailures() >= 3)) // ready to trip
            .build();
    // endregion

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = breaker(CONFIG, ticker);
    private final List<String> log = new ArrayList<>();

    @Test
    void shouldTellOfEachChange() {
        // region on-state-change
        breaker.onStateChange(change -> log.add(change.breaker() + " " + change.from() + " -> " + change.to()));
        // endregion
        fail(breaker, 3);
        ticker.advance(Duration.ofSeconds(30));
        succeed(breaker, 2);

        assertThat(log)
                .containsExactly(
                        "payments CLOSED -> OPEN", "payments OPEN -> HALF_OPEN", "payments HALF_OPEN -> CLOSED");
    }

    @Test
    void shouldKeepTheMetricsThatTrippedBesideTheFreshOnes() {
        fail(breaker, 3);
        // region last-trip
        Metrics now = breaker.snapshot().metrics(); // since the last change of state: nothing yet
        Metrics then = breaker.snapshot().lastTrip().orElseThrow().metrics(); // 3 failures in a row
        // endregion

        assertThat(now.calls()).isZero();
        assertThat(then.consecutiveFailures()).isEqualTo(3);
        assertRejects(breaker, RejectionReason.OPEN);
    }

    @Test
    void shouldLetTheWindowSlideInsteadOfClearingIt() {
        fail(breaker, 2);
        ticker.advance(Duration.ofSeconds(40));
        succeed(breaker, 1);
        assertThat(breaker.snapshot().metrics().calls()).isEqualTo(3);

        ticker.advance(Duration.ofSeconds(40));
        assertThat(breaker.snapshot().metrics().calls()).isEqualTo(1);
    }

    @Test
    void shouldLetTwoProbesInAtOnceAndCloseWhenBothSucceed() {
        fail(breaker, 3);
        ticker.advance(Duration.ofSeconds(30));
        Permit first = breaker.acquire();
        Permit second = breaker.acquire();
        assertRejects(breaker, RejectionReason.PROBES_BUSY);

        first.success();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        second.success();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldHaveOneNumberForProbesAndOneForSuccesses() {
        // region half-open
        HalfOpen firstDecides = HalfOpen.probes(1); // one success closes, one failure opens again
        HalfOpen allMustSucceed = HalfOpen.probes(3); // three successes close, the first failure opens again
        HalfOpen oneMustSucceed = HalfOpen.probes(3).required(1); // one success closes, three failures open again
        HalfOpen oneAtATime = HalfOpen.probes(3).concurrent(1); // as the second, but one after the other
        HalfOpen firstOfTwo = HalfOpen.probes(2).required(1).failures(1); // two at once, the first back decides
        // endregion

        assertThat(List.of(run(firstDecides, "S"), run(firstDecides, "F"))).containsExactly(State.CLOSED, State.OPEN);
        assertThat(List.of(run(allMustSucceed, "SSS"), run(allMustSucceed, "F")))
                .containsExactly(State.CLOSED, State.OPEN);
        assertThat(List.of(run(oneMustSucceed, "FFS"), run(oneMustSucceed, "FFF")))
                .containsExactly(State.CLOSED, State.OPEN);
        assertThat(List.of(run(oneAtATime, "SSS"), run(oneAtATime, "F"))).containsExactly(State.CLOSED, State.OPEN);
        assertThat(List.of(run(firstOfTwo, "S"), run(firstOfTwo, "F"))).containsExactly(State.CLOSED, State.OPEN);
    }

    private State run(HalfOpen plan, String outcomes) {
        CircuitBreaker probed = breaker(
                CONFIG.toBuilder().halfOpen(plan).startIn(State.HALF_OPEN).build(), ticker);
        outcomes.chars().forEach(outcome -> {
            if (outcome == 'S') {
                succeed(probed, 1);
            } else {
                fail(probed, 1);
            }
        });
        return probed.state();
    }

    @Test
    void shouldNotRunACallThatWasCancelledBefore() {
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> {
            // region context
            CallContext context = CallContext.cancellable(); // or CallContext.within(Duration.ofSeconds(2))
            context.cancel();
            breaker.within(context).run(() -> log.add("ran")); // throws CancellationException, runs and counts nothing
            // endregion
        });
        assertThat(log).isEmpty();
        assertThat(breaker.snapshot().totals().admitted()).isZero();
    }

    private static final class GaveUpWaiting extends CancellationException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void shouldCountATimeoutThatLooksLikeACancellationWhereItIsNamed() {
        failWith(breaker, new GaveUpWaiting());
        assertThat(breaker.snapshot().totals().ignored()).isEqualTo(1);

        // region timeouts
        Classifier timeoutsToo = Classifier.failOn(Throwable.class, GaveUpWaiting.class);
        // endregion
        CircuitBreaker strict = breaker(CONFIG.toBuilder().classify(timeoutsToo).build(), ticker);
        failWith(strict, new GaveUpWaiting());
        failWith(strict, new CancellationException("the caller has gone"));
        failWith(strict, new IllegalStateException("anything else"));
        assertThat(strict.snapshot().totals().failures()).isEqualTo(2);
        assertThat(strict.snapshot().totals().ignored()).isEqualTo(1);
    }
}
