package io.switchgear;

import org.jspecify.annotations.Nullable;

/**
 * What to give the caller when the breaker lets a call not through. It runs on the calling thread, outside the breaker: it
 * is not counted, and what it throws goes to the caller as it is.
 *
 * @param <T> type of the result
 * @param <X> type of the checked exceptions
 */
@FunctionalInterface
public interface Fallback<T extends @Nullable Object, X extends Throwable> {

    /**
     * Finds another result.
     *
     * @param rejection why the call was not let through
     * @return the result in place of the operation's
     * @throws X as the fallback does
     */
    T instead(CallNotPermittedException rejection) throws X;
}
