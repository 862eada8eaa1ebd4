// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The future of one call, in front of the client's own. It is completed by the client, or by the caller, who gives the call
 * up or times it out; the client's own future is then cancelled. The call is settled before the future completes, so
 * code that sees the result finds it counted. Futures derived from it can be cancelled too, as with the JDK's client: that
 * cancels the call. Thread-safe.
 */
final class CallFuture<T> extends CompletableFuture<HttpResponse<T>> {
    private final HttpCall<T> call;
    private final ClientLife life;
    private final long stamp;
    /** Written before any other thread can see this object. */
    private volatile @Nullable CompletableFuture<HttpResponse<T>> source;

    /**
     * Creates a future for a call that begins next.
     *
     * @param stamp the stamp that ends the call's part of the client's life, once the client is done with it
     */
    CallFuture(HttpCall<T> call, ClientLife life, long stamp) {
        this.call = call;
        this.life = life;
        this.stamp = stamp;
    }

    /** Sends the request. */
    @SuppressWarnings("FutureReturnValueIgnored") // It carries the same result as this future.
    CallFuture<T> start(Supplier<? extends @Nullable CompletableFuture<HttpResponse<T>>> exchange) {
        CompletableFuture<HttpResponse<T>> own;
        try {
            own = Objects.requireNonNull(exchange.get(), "the guarded client returned null instead of a future");
        } catch (Throwable thrown) {
            ended(null, thrown);
            return this;
        }
        source = own;
        own.whenComplete(this::ended);
        return this;
    }

    private void ended(@Nullable HttpResponse<T> value, @Nullable Throwable thrown) {
        life.end(stamp);
        if (thrown == null) {
            call.answered(value);
            super.complete(value);
        } else {
            super.completeExceptionally(call.failedElsewhere(thrown));
        }
    }

    @Override
    public boolean complete(HttpResponse<T> value) {
        boolean late = isDone();
        if (!late) {
            call.givenUp();
        }
        return cancelSource(late, super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable thrown) {
        boolean late = isDone();
        if (!late) {
            call.endedByCaller(Objects.requireNonNull(thrown, "thrown"));
        }
        return cancelSource(late, super.completeExceptionally(thrown));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean late = isDone();
        if (!late) {
            call.givenUp();
        }
        return cancelSource(late, super.cancel(mayInterruptIfRunning));
    }

    @Override
    public CompletableFuture<HttpResponse<T>> completeAsync(
            Supplier<? extends HttpResponse<T>> supplier, Executor executor) {
        Objects.requireNonNull(supplier, "supplier");
        executor.execute(() -> {
            try {
                complete(supplier.get());
            } catch (Throwable thrown) {
                completeExceptionally(thrown);
            }
        });
        return this;
    }

    private boolean cancelSource(boolean late, boolean result) {
        CompletableFuture<HttpResponse<T>> own = source;
        if (!late && own != null) {
            own.cancel(true);
        }
        return result;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Derived<>(this);
    }

    /** A future derived from the call, such as that of its body only. */
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
