// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import io.switchgear.Attempt;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Snapshot;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/**
 * AssertJ assertions on breakers. Its {@code assertThat} can be imported together with AssertJ's own:
 *
 * <pre>{@code
 * assertThat(breaker).isOpen().hasNothingInFlight();
 * assertRejected(() -> prices.of("apple")).isBy("prices");
 * }</pre>
 *
 * @since 0.1
 */
public final class SwitchgearAssertions {
    private static final int DEEPEST_CAUSE = 32;

    private SwitchgearAssertions() {}

    /**
     * Starts assertions on a breaker, as it is now.
     *
     * @param breaker the breaker
     * @return assertions
     */
    public static CircuitBreakerAssert assertThat(CircuitBreaker breaker) {
        Snapshot snapshot = breaker.snapshot();
        return new CircuitBreakerAssert(snapshot, Explanation.of(breaker, snapshot));
    }

    /**
     * Starts assertions on a snapshot, for example of one key.
     *
     * @param snapshot the snapshot
     * @return assertions
     */
    public static CircuitBreakerAssert assertThat(Snapshot snapshot) {
        return new CircuitBreakerAssert(snapshot, Explanation.of(snapshot));
    }

    /**
     * Starts assertions on an attempt.
     *
     * @param attempt the attempt
     * @param <T> type of its result
     * @return assertions
     */
    public static <T extends @Nullable Object> AttemptAssert<T> assertThat(Attempt<T> attempt) {
        return new AttemptAssert<>(attempt);
    }

    /**
     * Starts assertions on a rejection.
     *
     * @param rejection the rejection
     * @return assertions
     */
    public static RejectionAssert assertThat(CallNotPermittedException rejection) {
        return new RejectionAssert(rejection);
    }

    /**
     * Makes a call that must be rejected.
     *
     * @param call a call that throws {@link CallNotPermittedException}, or an exception with that as its cause, as
     *     {@code future.join()} and libraries with exceptions of their own do
     * @return assertions on the rejection
     */
    public static RejectionAssert assertRejected(ThrowingCallable call) {
        Throwable thrown = Assertions.catchThrowable(call);
        if (thrown == null) {
            throw new AssertionError("expected a call that is rejected, but it returned");
        }
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (cause instanceof CallNotPermittedException rejection) {
                return new RejectionAssert(rejection);
            }
        }
        throw new AssertionError("expected a call that is rejected, but it threw " + thrown, thrown);
    }
}
