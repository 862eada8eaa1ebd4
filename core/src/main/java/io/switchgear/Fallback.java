// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import org.jspecify.annotations.Nullable;

/**
 * A source of another result when the breaker rejects a call. It runs on the calling thread, outside the breaker: it is not
 * counted, and its exception reaches the caller unchanged. For failures too, see {@link Fallbacks}.
 *
 * @param <T> type of the result
 * @param <X> type of the checked exceptions
 * @since 0.1
 */
@FunctionalInterface
public interface Fallback<T extends @Nullable Object, X extends Throwable> {

    /**
     * Provides another result.
     *
     * @param rejection the reason why the call was rejected
     * @return the result in place of the operation's
     * @throws X the fallback's exception
     */
    T apply(CallNotPermittedException rejection) throws X;
}
