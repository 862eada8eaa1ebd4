package io.switchgear;

import org.jspecify.annotations.Nullable;

/**
 * An operation with a result, to be called through a breaker. A lambda's checked exceptions decide {@code X}: one type stays
 * itself, several become their common supertype, none makes {@code call} throw nothing checked.
 *
 * @param <T> type of the result
 * @param <X> type of the checked exceptions
 * @since 0.1
 */
@FunctionalInterface
public interface Call<T extends @Nullable Object, X extends Throwable> {

    /**
     * Does it.
     *
     * @return the result
     * @throws X as the operation does
     */
    T call() throws X;
}
