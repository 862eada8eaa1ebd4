// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recovery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Extracts a retry delay, such as HTTP's {@code Retry-After}, from a failed or ignored result. {@code thrown} is
 * {@code null} if the operation returned; otherwise it is the operation's exception.
 *
 * <p>A hint makes the next open wait at least that long; it does not open the breaker by itself. Implementations must be
 * pure and thread-safe. One that throws or returns a negative duration gives no hint; that is logged once per breaker and
 * counted.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RetryHint {

    /**
     * Extracts the hint of one result.
     *
     * @param result the operation's result, or {@code null}
     * @param thrown the operation's exception, or {@code null} if it returned
     * @return the time to wait from now, or {@code null} for no hint
     */
    @Nullable
    Duration after(@Nullable Object result, @Nullable Throwable thrown);

    /**
     * Returns the default function, which finds no hint.
     *
     * @return a function that always returns {@code null}
     */
    static RetryHint none() {
        return (result, thrown) -> null;
    }
}
