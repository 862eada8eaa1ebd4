package io.switchgear.recovery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a failed or ignored result how long the other side asks to be left alone, such as HTTP's {@code Retry-After}.
 * Exactly one of the two arguments tells what happened: {@code thrown} is {@code null} when the operation returned.
 *
 * <p>A hint makes the next wait at least that long; alone it does not open the breaker. Implementations must be pure and
 * thread-safe. One that throws or returns a negative duration gives no hint; that is logged once per breaker and counted.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RetryHint {

    /**
     * Looks for a hint.
     *
     * @param result what the operation returned, or {@code null}
     * @param thrown what it threw instead, or {@code null} when it returned
     * @return how long to wait from now, or {@code null} for no hint
     */
    @Nullable
    Duration after(@Nullable Object result, @Nullable Throwable thrown);

    /**
     * Finds no hint in anything: the default.
     *
     * @return a function that always returns {@code null}
     */
    static RetryHint none() {
        return (result, thrown) -> null;
    }
}
