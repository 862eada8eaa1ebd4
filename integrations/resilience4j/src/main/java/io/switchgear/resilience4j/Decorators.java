// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.functions.CheckedConsumer;
import io.github.resilience4j.core.functions.CheckedRunnable;
import io.github.resilience4j.core.functions.CheckedSupplier;
import io.switchgear.Call;
import io.switchgear.Permit;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The decorators of an instance, which keep the permit of their call. {@code decorateFuture} and the static decorators have
 * only the interface to go by; their permits are in the book.
 */
abstract class Decorators implements CircuitBreaker {
    /** Admits a call; {@code null}, published and counted, if it is rejected. */
    abstract @Nullable Permit admit();

    /** The present time in nanoseconds, for durations. */
    abstract long now();

    /** Counts the end of a call. */
    abstract void ended(@Nullable Permit permit, long nanos, @Nullable Object result, @Nullable Throwable thrown);

    final Permit admitOrThrow() {
        Permit permit = admit();
        if (permit == null) {
            throw CallNotPermittedException.createCallNotPermittedException(this);
        }
        return permit;
    }

    private <T extends @Nullable Object, X extends Throwable> T call(Call<T, X> operation) throws X {
        Permit permit = admitOrThrow();
        long start = now();
        T result;
        try {
            result = operation.call();
        } catch (Throwable thrown) {
            threw(permit, start, thrown);
            throw thrown;
        }
        ended(permit, now() - start, result, null);
        return result;
    }

    /** An exception is counted; an error is not, as in Resilience4j, but here it gives its permit back. */
    private void threw(Permit permit, long start, Throwable thrown) {
        if (thrown instanceof Error) {
            permit.ignore();
        } else {
            ended(permit, now() - start, null, thrown);
        }
    }

    private void run(CheckedRunnable operation) throws Throwable {
        this.<@Nullable Object, Throwable>call(() -> {
            operation.run();
            return null;
        });
    }

    @Override
    public <T> T executeSupplier(Supplier<T> supplier) {
        return call(supplier::get);
    }

    @Override
    public <T> Supplier<T> decorateSupplier(Supplier<T> supplier) {
        return () -> call(supplier::get);
    }

    @Override
    public <T> T executeCallable(Callable<T> callable) throws Exception {
        return call(callable::call);
    }

    @Override
    public <T> Callable<T> decorateCallable(Callable<T> callable) {
        return () -> call(callable::call);
    }

    @Override
    public void executeRunnable(Runnable runnable) {
        decorateRunnable(runnable).run();
    }

    @Override
    public Runnable decorateRunnable(Runnable runnable) {
        return () -> this.<@Nullable Object, RuntimeException>call(() -> {
            runnable.run();
            return null;
        });
    }

    @Override
    public <T> T executeCheckedSupplier(CheckedSupplier<T> supplier) throws Throwable {
        return call(supplier::get);
    }

    @Override
    public <T> CheckedSupplier<T> decorateCheckedSupplier(CheckedSupplier<T> supplier) {
        return () -> call(supplier::get);
    }

    @Override
    public void executeCheckedRunnable(CheckedRunnable runnable) throws Throwable {
        run(runnable);
    }

    @Override
    public CheckedRunnable decorateCheckedRunnable(CheckedRunnable runnable) {
        return () -> run(runnable);
    }

    @Override
    public <T> Consumer<T> decorateConsumer(Consumer<T> consumer) {
        return value -> decorateRunnable(() -> consumer.accept(value)).run();
    }

    @Override
    public <T> CheckedConsumer<T> decorateCheckedConsumer(CheckedConsumer<T> consumer) {
        return value -> run(() -> consumer.accept(value));
    }

    @Override
    public <T> CompletionStage<T> executeCompletionStage(Supplier<CompletionStage<T>> supplier) {
        CompletableFuture<T> promise = new CompletableFuture<>();
        Permit permit = admit();
        if (permit == null) {
            promise.completeExceptionally(CallNotPermittedException.createCallNotPermittedException(this));
            return promise;
        }
        long start = now();
        try {
            supplier.get().whenComplete((result, thrown) -> {
                try {
                    if (thrown == null) {
                        ended(permit, now() - start, result, null);
                    } else {
                        threw(permit, start, thrown);
                    }
                } finally {
                    complete(promise, result, thrown);
                }
            });
        } catch (Throwable thrown) {
            threw(permit, start, thrown);
            if (thrown instanceof Error) {
                throw thrown;
            }
            promise.completeExceptionally(thrown);
        }
        return promise;
    }

    @Override
    public <T> Supplier<CompletionStage<T>> decorateCompletionStage(Supplier<CompletionStage<T>> supplier) {
        return () -> executeCompletionStage(supplier);
    }

    private static <T> void complete(CompletableFuture<T> promise, @Nullable T result, @Nullable Throwable thrown) {
        if (thrown == null) {
            promise.complete(result);
        } else {
            promise.completeExceptionally(thrown);
        }
    }
}
