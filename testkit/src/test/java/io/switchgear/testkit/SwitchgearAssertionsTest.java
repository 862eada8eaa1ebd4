// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.switchgear.Attempt;
import io.switchgear.CircuitBreaker;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SwitchgearAssertionsTest {
    private static final Duration WAIT = Duration.ofSeconds(10);
    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "payments",
            c -> c.tripWhen(TripRule.failureCount(2))
                    .openFor(Backoff.fixed(WAIT))
                    .ticker(ticker));
    private final ScriptedOperation<String> service =
            ScriptedOperation.<String>throwing(new IOException("down")).times(2).thenReturning("up");

    private void open() {
        breaker.attempt(service);
        breaker.attempt(service);
        ticker.advance(Duration.ofSeconds(3));
    }

    private static void fails(ThrowingCallable assertion, String... message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .satisfies(error -> assertThat(error).hasMessageContainingAll(message));
    }

    @Test
    void shouldSayWhatIsTrueOfABreaker() {
        assertThat(breaker)
                .isClosed()
                .hasConsecutiveOpenings(0)
                .hasNothingInFlight()
                .hasAdmitted(0);
        open();
        assertThat(breaker).isOpen().hasConsecutiveOpenings(1).hasFailures(2).hasNextProbeIn(Duration.ofSeconds(7));
        assertRejected(() -> breaker.call(service));
        assertThat(breaker).hasRejected(1).hasAdmitted(2);
        ticker.advance(Duration.ofSeconds(7));
        assertThat(breaker).isOpen().isProbeDue();
        breaker.attempt(service);
        assertThat(breaker)
                .isHalfOpen()
                .hasSuccesses(1)
                .hasIgnored(0)
                .hasAbandoned(0)
                .hasStale(0)
                .hasSlow(0);
        breaker.forceOpen("maintenance");
        assertThat(breaker).hasState(State.FORCED_OPEN);
        assertThat(breaker.snapshot()).hasState(State.FORCED_OPEN).hasInFlight(0);
    }

    static List<Consumer<CircuitBreakerAssert>> falsehoods() {
        return List.of(
                CircuitBreakerAssert::isClosed,
                CircuitBreakerAssert::isHalfOpen,
                CircuitBreakerAssert::isProbeDue,
                breaker -> breaker.hasNextProbeIn(WAIT),
                breaker -> breaker.hasConsecutiveOpenings(2),
                breaker -> breaker.hasInFlight(1),
                breaker -> breaker.hasAdmitted(1),
                breaker -> breaker.hasSuccesses(1),
                breaker -> breaker.hasFailures(1),
                breaker -> breaker.hasIgnored(1),
                breaker -> breaker.hasAbandoned(1),
                breaker -> breaker.hasSlow(1),
                breaker -> breaker.hasStale(1),
                breaker -> breaker.hasRejected(1));
    }

    @ParameterizedTest
    @MethodSource("falsehoods")
    void shouldLetTheBreakerExplainItselfWhenAnAssertionFails(Consumer<CircuitBreakerAssert> falsehood) {
        open();
        fails(
                () -> falsehood.accept(assertThat(breaker)),
                " of payments: expected ",
                "payments has been OPEN for 3 s: failures 2 of 2 calls",
                "last: java.io.IOException: down; next probe in 7 s",
                "2 admitted: 0 successes, 2 failures, 0 ignored, 0 stale, 0 in flight; 0 rejected");
        fails(
                () -> falsehood.accept(assertThat(breaker.snapshot())),
                "payments has been OPEN for 3 s; last trip: failures 2 of 2");
    }

    @Test
    void shouldTellWhyItIsStillOpenWhenItsWaitIsOver() {
        open();
        ticker.advance(WAIT);
        fails(
                () -> assertThat(breaker).isHalfOpen(),
                "state of payments: expected HALF_OPEN, but is OPEN",
                "its wait is over, so the next call will be a probe");
    }

    @Test
    void shouldTellByWhomAndWhyItIsHeld() {
        breaker.forceOpen("maintenance");
        fails(() -> assertThat(breaker).isClosed(), "but is FORCED_OPEN", "maintenance");
    }

    @Test
    void shouldKeepTheTestsOwnDescription() {
        fails(
                () -> assertThat(breaker).as("after the storm").isOpen(),
                "[after the storm]",
                "payments has been CLOSED");
    }

    @Test
    void shouldSayWhatBecameOfAnAttempt() {
        Attempt<String> failed = breaker.attempt(service);
        assertThat(failed).hasFailed().isInstanceOf(IOException.class).hasMessage("down");
        open();
        Attempt<String> rejected = breaker.attempt(service);
        assertThat(rejected).isRejected().hasReason(RejectionReason.OPEN);
        ticker.advance(WAIT);
        Attempt<String> succeeded = breaker.attempt(service);
        assertThat(succeeded).hasSucceededWith("up");

        fails(
                () -> assertThat(succeeded).hasSucceededWith("down"),
                "succeeded with <down>, but it succeeded with <up>");
        fails(() -> assertThat(failed).hasSucceededWith("up"), "but it failed with java.io.IOException: down");
        fails(() -> assertThat(rejected).hasFailed(), "but it was rejected: payments has been ");
        fails(() -> assertThat(succeeded).isRejected(), "but it succeeded with <up>");
    }

    @Test
    void shouldSayByWhomWhyAndForHowLongACallWasRejected() {
        open();
        assertRejected(() -> breaker.call(service))
                .isBy("payments")
                .hasReason(RejectionReason.OPEN)
                .hasRetryAfter(Duration.ofSeconds(7))
                .hasMessageContaining("down");
        String story = "payments has been OPEN for 3 s: failures 2 of 2 calls";
        fails(() -> assertRejected(() -> breaker.call(service)).isBy("search"), "expected search", story);
        fails(() -> assertRejected(() -> breaker.call(service)).hasReason(RejectionReason.RAMP), "RAMP", story);
        fails(() -> assertRejected(() -> breaker.call(service)).hasRetryAfter(WAIT), "PT10S", story);
    }

    @Test
    void shouldFindARejectionBehindOtherExceptions() {
        open();
        assertRejected(() -> breaker.callAsync(service::start).join()).isBy("payments");
        assertRejected(() -> {
                    try {
                        breaker.call(service);
                    } catch (RuntimeException rejection) {
                        throw new ExecutionException("translated", rejection);
                    }
                })
                .isBy("payments");
    }

    @Test
    void shouldNotTakeOtherEndsForRejections() {
        fails(() -> assertRejected(() -> {}), "but it returned");
        fails(() -> assertRejected(() -> breaker.call(service)), "but it threw java.io.IOException: down");
    }
}
