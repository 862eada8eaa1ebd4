package io.switchgear.httpclient;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A future in front of another, whose exceptions it translates. Whatever ends this one ends the other first. Futures derived
 * from it can be cancelled too, as those of the JDK's client can: that cancels the call. Thread-safe.
 */
final class LinkedFuture<T> extends CompletableFuture<T> {
    private final CompletableFuture<T> source;
    private final Runnable beforeValue;
    private final UnaryOperator<Throwable> translation;

    private LinkedFuture(CompletableFuture<T> source, Runnable beforeValue, UnaryOperator<Throwable> translation) {
        this.source = source;
        this.beforeValue = beforeValue;
        this.translation = translation;
    }

    /**
     * A future in front of this one.
     *
     * @param beforeValue runs before anybody gets the value, once or twice
     * @param translation of what is thrown
     */
    @SuppressWarnings("FutureReturnValueIgnored") // It would tell once more what these tell.
    static <T> CompletableFuture<T> to(
            CompletableFuture<T> source, Runnable beforeValue, UnaryOperator<Throwable> translation) {
        LinkedFuture<T> future = new LinkedFuture<>(source, beforeValue, translation);
        // By a way that is not overridden below, such as completeAsync.
        future.whenComplete((value, thrown) -> {
            if (thrown == null) {
                source.complete(value);
            } else {
                source.completeExceptionally(thrown);
            }
        });
        future.follow();
        return future;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // As above.
    private void follow() {
        source.whenComplete(this::ended);
    }

    private void ended(@Nullable T value, @Nullable Throwable thrown) {
        if (thrown == null) {
            beforeValue.run();
            super.complete(value);
        } else {
            super.completeExceptionally(translation.apply(thrown));
        }
    }

    @Override
    public boolean complete(T value) {
        return followed(source.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable thrown) {
        return followed(source.completeExceptionally(thrown));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return followed(source.cancel(mayInterruptIfRunning));
    }

    /** The source is done, but another thread may be on the way from there to here. */
    private boolean followed(boolean result) {
        follow();
        return result;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Derived<>(this);
    }

    /** What comes of the call, such as its body alone. */
    private static final class Derived<T> extends CompletableFuture<T> {
        private final Future<?> call;

        Derived(Future<?> call) {
            this.call = call;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new Derived<>(call);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled && mayInterruptIfRunning) {
                call.cancel(true);
            }
            return cancelled;
        }
    }
}
