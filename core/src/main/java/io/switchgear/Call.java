// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import org.jspecify.annotations.Nullable;

/**
 * An operation with a result, to be called through a breaker. The checked exceptions of a lambda determine {@code X}: a
 * single type stays as it is, several become their common supertype, and without any, {@code call} throws nothing checked.
 *
 * @param <T> type of the result
 * @param <X> type of the checked exceptions
 * @since 0.1
 */
@FunctionalInterface
public interface Call<T extends @Nullable Object, X extends Throwable> {

    /**
     * Runs the operation.
     *
     * @return the result
     * @throws X the operation's exception
     */
    T call() throws X;
}
