// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import io.switchgear.Attempt;
import io.switchgear.CallNotPermittedException;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on an attempt. Created by {@link SwitchgearAssertions}. Not thread-safe.
 *
 * @param <T> type of the result
 * @since 0.1
 */
public final class AttemptAssert<T extends @Nullable Object> extends AbstractAssert<AttemptAssert<T>, Attempt<T>> {

    AttemptAssert(Attempt<T> actual) {
        super(actual, AttemptAssert.class);
    }

    /**
     * Asserts that the operation returned a value.
     *
     * @param value a value equal to the result
     * @return this
     */
    public AttemptAssert<T> hasSucceededWith(T value) {
        if (!(actual instanceof Attempt.Succeeded<T> success) || !Objects.equals(success.value(), value)) {
            throw failure("expected an attempt that succeeded with <%s>, but it %s", value, story());
        }
        return this;
    }

    /**
     * Asserts that the operation threw.
     *
     * @return assertions on the exception, the same instance
     */
    public AbstractThrowableAssert<?, Exception> hasFailed() {
        if (!(actual instanceof Attempt.Failed<T> failed)) {
            throw failure("expected an attempt that failed, but it %s", story());
        }
        return Assertions.assertThat(failed.exception());
    }

    /**
     * Asserts that the breaker rejected the call.
     *
     * @return assertions on the rejection
     */
    public RejectionAssert isRejected() {
        if (!(actual instanceof Attempt.Rejected<T> rejected)) {
            throw failure("expected an attempt that was rejected, but it %s", story());
        }
        return new RejectionAssert(rejected.rejection());
    }

    private String story() {
        return actual.fold(
                value -> "succeeded with <" + value + ">",
                exception -> "failed with " + exception,
                (CallNotPermittedException rejection) -> "was rejected: " + rejection.getMessage());
    }
}
