package io.switchgear;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What became of a call, as a value: it succeeded, failed, or was rejected. Immutable, but for the result in it.
 *
 * @param <T> type of the result
 * @since 0.1
 */
public sealed interface Attempt<T extends @Nullable Object> {

    /**
     * The operation returned, whatever the classifier thought of the result.
     *
     * @param value what it returned
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
     * @param exception what it threw, the same instance
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

        /** {@return the rejection, as of now: it is made when asked for} */
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
     * One value out of the three cases.
     *
     * @param succeeded gets the result
     * @param failed gets the operation's exception
     * @param rejected gets the breaker's
     * @param <R> type of the value
     * @return what the one that applies returns
     */
    <R extends @Nullable Object> R fold(
            Function<? super T, ? extends R> succeeded,
            Function<? super Exception, ? extends R> failed,
            Function<? super CallNotPermittedException, ? extends R> rejected);

    /**
     * The result, or another where there is none.
     *
     * @param other gives it
     * @return one of the two
     */
    default T orElseGet(Supplier<? extends T> other) {
        return this instanceof Succeeded<T> success ? success.value : other.get();
    }

    /**
     * The result, or the exception thrown.
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
