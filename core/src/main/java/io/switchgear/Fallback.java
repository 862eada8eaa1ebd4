package io.switchgear;

import org.jspecify.annotations.Nullable;

/**
 * A source of another result when the breaker rejects a call. It runs on the calling thread, outside the breaker: it is not
 * counted, and its exception goes to the caller as it is. For failures too, see {@link Fallbacks}.
 *
 * @param <T> type of the result
 * @param <X> type of the checked exceptions
 * @since 0.1
 */
@FunctionalInterface
public interface Fallback<T extends @Nullable Object, X extends Throwable> {

    /**
     * Finds another result.
     *
     * @param rejection the reason why the call was rejected
     * @return the result in place of the operation's
     * @throws X as the fallback does
     */
    T apply(CallNotPermittedException rejection) throws X;
}
