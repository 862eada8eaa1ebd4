// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.Attempt;
import io.switchgear.CallContext;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.rig.Broken;
import io.switchgear.rig.Rig;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An attempt gives what became of a call as a value, from which the caller recovers. */
@Tag("C9")
class AttemptTest {
    private static final IOException BROKEN = new IOException("broken");
    private final Rig rig = new Rig(config -> config);

    @AfterEach
    void clearTheInterruptFlag() {
        Thread.interrupted();
    }

    @Test
    void shouldHoldTheResult() throws Exception {
        Object value = new Object();
        Attempt<Object> attempt = rig.breaker.attempt(() -> value);
        assertThat(attempt).isEqualTo(new Attempt.Succeeded<>(value));
        assertThat(attempt.getOrThrow()).isSameAs(value);
        assertThat(attempt.orElseGet(() -> "another")).isSameAs(value);
        assertThat(told(attempt)).isEqualTo("succeeded: " + value);
        assertThat(rig.breaker.snapshot().totals().successes()).isEqualTo(1);
    }

    @Test
    void shouldHoldAResultThatIsNull() throws Exception {
        Attempt<Object> attempt = rig.breaker.attempt(() -> null);
        assertThat(attempt.getOrThrow()).isNull();
        assertThat(attempt.orElseGet(() -> "another")).isNull();
        assertThat(told(attempt)).isEqualTo("succeeded: null");
    }

    @Test
    void shouldHoldTheVeryException() {
        Attempt<Object> attempt = failed(BROKEN);
        assertThat(attempt).isEqualTo(new Attempt.Failed<>(BROKEN));
        assertThatThrownBy(attempt::getOrThrow).isSameAs(BROKEN);
        assertThat(attempt.orElseGet(() -> "another")).isEqualTo("another");
        assertThat(told(attempt)).isEqualTo("failed: " + BROKEN);
        assertThat(rig.breaker.state()).as("it was counted").isEqualTo(State.OPEN);
    }

    @Test
    void shouldHoldTheRejection() {
        rig.trip();
        AtomicBoolean ran = new AtomicBoolean();
        Attempt<Object> attempt = rig.breaker.attempt(() -> ran.getAndSet(true));
        assertThat(attempt).isInstanceOf(Attempt.Rejected.class);
        assertThatThrownBy(attempt::getOrThrow)
                .isInstanceOf(CallNotPermittedException.class)
                .hasMessageContaining("payments has been OPEN");
        assertThat(attempt.orElseGet(() -> "another")).isEqualTo("another");
        assertThat(told(attempt)).startsWith("rejected: payments has been OPEN");
        assertThat(attempt.toString()).contains("Rejected", "payments has been OPEN");
        assertThat(ran).isFalse();
        assertThat(rig.breaker.snapshot().totals().rejected()).containsEntry(RejectionReason.OPEN, 1L);
    }

    @Test
    void shouldSucceedWithAResultThatTheClassifierCallsAFailure() {
        Rig strict = new Rig(config -> config.classify(Classifier.defaults().failOnResult("503"::equals)));
        assertThat(told(strict.breaker.attempt(() -> "503"))).isEqualTo("succeeded: 503");
        assertThat(strict.breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldFailWithWhatIsOnlyIgnored() {
        assertThat(told(failed(new CancellationException("never mind")))).startsWith("failed: ");
        assertThat(rig.breaker.snapshot().totals().ignored()).isEqualTo(1);
    }

    @Test
    void shouldFailWithTheRejectionByAnotherBreaker() {
        rig.trip();
        CircuitBreaker outer = CircuitBreaker.of("outer");
        Attempt<String> attempt = outer.attempt(() -> rig.breaker.call(() -> "in vain"));
        assertThat(told(attempt)).startsWith("failed: ").contains("payments has been OPEN");
        assertThat(outer.snapshot().totals().ignored()).isEqualTo(1);
    }

    @Test
    void shouldThrowAnErrorOnceItIsCounted() {
        for (Throwable error : List.of(new AssertionError("wrong"), new StackOverflowError(), new Throwable("odd"))) {
            Rig each = new Rig(config -> config);
            assertThatThrownBy(() -> each.breaker.attempt(() -> Broken.fail(error)))
                    .isSameAs(error);
            assertThat(each.breaker.snapshot().totals().failures()).isEqualTo(1);
            assertThat(each.breaker.state()).isEqualTo(State.OPEN);
            assertThat(each.breaker.snapshot().inFlight()).isZero();
        }
    }

    @Test
    void shouldRestoreTheInterruptFlagWhenItHoldsAnInterruptedException() {
        InterruptedException interrupted = new InterruptedException("cleared the flag, as usual");
        Attempt<Object> attempt = failed(interrupted);
        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(attempt::getOrThrow).isSameAs(interrupted);
        assertThat(rig.breaker.snapshot().totals().ignored()).isEqualTo(1);
    }

    @Test
    void shouldLeaveTheInterruptFlagAloneOtherwise() {
        failed(new IOException(new InterruptedException("somebody else's")));
        assertThat(Thread.interrupted()).isFalse();
        Thread.currentThread().interrupt();
        failed(new ClosedByInterruptException());
        assertThat(Thread.interrupted()).isTrue();
        Thread.currentThread().interrupt();
        told(rig.breaker.attempt(() -> "fine"));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldRunNothingOfTheCallersInsideTheCall() {
        Attempt<Object> attempt = failed(BROKEN);
        for (RuntimeException end : List.of(new IllegalStateException(), new CancellationException())) {
            assertThat(catchThrowable(() -> attempt.orElseGet(() -> Broken.fail(end))))
                    .isSameAs(end);
            assertThat(catchThrowable(() -> attempt.fold(value -> value, thrown -> Broken.fail(end), thrown -> thrown)))
                    .isSameAs(end);
        }
        assertThat(rig.breaker.snapshot().totals().admitted()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().userCodeFailures()).isZero();
    }

    @Test
    void shouldRecoverFromFailuresAndRejectionsAlike() {
        for (int call = 0; call < 3; call++) {
            assertThat(rig.breaker.<String>attempt(() -> Broken.fail(BROKEN)).orElseGet(() -> "from the cache"))
                    .isEqualTo("from the cache");
        }
        assertThat(rig.breaker.snapshot().totals().failures()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().totals().rejected()).containsEntry(RejectionReason.OPEN, 2L);
    }

    @Test
    void shouldAskForAnOperation() {
        assertThatNullPointerException().isThrownBy(() -> rig.breaker.attempt(null));
        assertThatNullPointerException()
                .isThrownBy(() -> rig.breaker.within(CallContext.cancellable()).attempt(null));
        assertThat(rig.breaker.snapshot().totals().admitted()).isZero();
    }

    private Attempt<Object> failed(Exception end) {
        return rig.breaker.attempt(() -> Broken.fail(end));
    }

    private static String told(Attempt<?> attempt) {
        return attempt.fold(
                value -> "succeeded: " + value,
                thrown -> "failed: " + thrown,
                rejection -> "rejected: " + rejection.getMessage());
    }
}
