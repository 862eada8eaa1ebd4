// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of a call as a value: it succeeded, failed, or was rejected. Immutable, except for the result in it.
 *
 * @param <T> type of the result
 * @since 0.1
 */
public sealed interface Attempt<T extends @Nullable Object> {

    /**
     * The operation returned, whatever the classifier decided about the result.
     *
     * @param value the operation's result
     * @param <T> type of the result
     */
    record Succeeded<T extends @Nullable Object>(T value) implements Attempt<T> {
        @Override
        public <R extends @Nullable Object> R fold(
                Function<? super T, ? extends R> succeeded,
                Function<? super Exception, ? extends R> failed,
                Function<? super CallNotPermittedException, ? extends R> rejected) {
            return succeeded.apply(value);
        }
    }

    /**
     * The operation threw.
     *
     * @param exception the operation's exception, the same instance
     * @param <T> type of the result
     */
    record Failed<T extends @Nullable Object>(Exception exception) implements Attempt<T> {
        @Override
        public <R extends @Nullable Object> R fold(
                Function<? super T, ? extends R> succeeded,
                Function<? super Exception, ? extends R> failed,
                Function<? super CallNotPermittedException, ? extends R> rejected) {
            return failed.apply(exception);
        }
    }

    /**
     * The breaker did not let the call through; the operation has not run.
     *
     * @param <T> type of the result
     */
    final class Rejected<T extends @Nullable Object> implements Attempt<T> {
        private final Supplier<CallNotPermittedException> refusal;

        Rejected(Supplier<CallNotPermittedException> refusal) {
            this.refusal = refusal;
        }

        /** {@return the rejection, as of now; created on each call} */
        public CallNotPermittedException rejection() {
            return refusal.get();
        }

        @Override
        public <R extends @Nullable Object> R fold(
                Function<? super T, ? extends R> succeeded,
                Function<? super Exception, ? extends R> failed,
                Function<? super CallNotPermittedException, ? extends R> rejected) {
            return rejected.apply(rejection());
        }

        @Override
        public String toString() {
            return "Rejected[" + rejection().getMessage() + "]";
        }
    }

    /**
     * Maps each of the three cases to one value.
     *
     * @param succeeded the function of the result
     * @param failed the function of the operation's exception
     * @param rejected the function of the breaker's rejection
     * @param <R> type of the value
     * @return the value of the function that applies
     */
    <R extends @Nullable Object> R fold(
            Function<? super T, ? extends R> succeeded,
            Function<? super Exception, ? extends R> failed,
            Function<? super CallNotPermittedException, ? extends R> rejected);

    /**
     * Returns the result, or another value if there is none.
     *
     * @param other the source of the other value
     * @return the result or the other value
     */
    default T orElseGet(Supplier<? extends T> other) {
        return this instanceof Succeeded<T> success ? success.value : other.get();
    }

    /**
     * Returns the result, or throws the exception.
     *
     * @return the result
     * @throws Exception the operation's, the same instance, or {@link CallNotPermittedException}
     */
    default T getOrThrow() throws Exception {
        if (this instanceof Succeeded<T> success) {
            return success.value;
        }
        throw this instanceof Failed<T> failure ? failure.exception : ((Rejected<T>) this).rejection();
    }
}
