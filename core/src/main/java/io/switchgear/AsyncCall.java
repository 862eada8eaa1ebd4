// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The future of one call whose result comes later. The call is settled by its operation, which completes this future, or by
 * the caller, who gives the call up or times it out; the operation's own future is then cancelled. The call is settled
 * before the future completes, so code that sees the result finds it counted. If the operation and the caller race, one may
 * settle and the other may complete, because a timeout does not wait for the listeners of a call that has just been
 * settled. Thread-safe.
 */
final class AsyncCall<T extends @Nullable Object> extends CompletableFuture<T> {
    private final Permit permit;
    /** The operation's own future, once it exists. Written before any other thread can see this object. */
    private volatile @Nullable CompletionStage<? extends T> operation;

    private AsyncCall(Permit permit) {
        this.permit = permit;
    }

    static <T extends @Nullable Object> CompletableFuture<T> start(
            StateMachine machine,
            CallContext context,
            Call<? extends CompletionStage<? extends T>, ? extends Throwable> operation) {
        Permit permit;
        try {
            permit = new Permit(machine, machine.enter(context), context);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        AsyncCall<T> call = new AsyncCall<>(permit);
        try {
            CompletionStage<? extends T> stage = permit.starting(operation);
            if (stage == null) {
                throw new NullPointerException("the operation returned null instead of a CompletionStage");
            }
            call.follow(stage);
        } catch (Throwable thrown) {
            call.completed(null, thrown, EndedBy.OPERATION_HERE);
        }
        return call;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It carries the same result as this future.
    private void follow(CompletionStage<? extends T> stage) {
        operation = stage;
        // Completed through a method that is not overridden below, such as completeAsync.
        whenComplete((value, thrown) -> endedByCaller(thrown, () -> true));
        stage.whenComplete((value, thrown) -> completed(value, thrown, EndedBy.OPERATION));
    }

    private void completed(@Nullable T value, @Nullable Throwable thrown, EndedBy by) {
        try {
            if (thrown == null) {
                permit.returned(value);
            } else {
                permit.threw(thrown, by);
            }
        } finally {
            if (thrown == null) {
                super.complete(value);
            } else {
                super.completeExceptionally(thrown);
            }
        }
    }

    @Override
    public boolean complete(@Nullable T value) {
        return endedByCaller(null, () -> super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable thrown) {
        Objects.requireNonNull(thrown, "thrown");
        return endedByCaller(thrown, () -> super.completeExceptionally(thrown));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return endedByCaller(new CancellationException(), () -> super.cancel(mayInterruptIfRunning));
    }

    /**
     * Settles the call with its caller's exception; a value from the caller gives the call up. The operation is cancelled
     * last, so that its own end does not come first.
     */
    private boolean endedByCaller(@Nullable Throwable thrown, BooleanSupplier completion) {
        boolean settled = thrown == null ? permit.giveUp() : permit.threw(thrown, EndedBy.CALLER);
        try {
            return completion.getAsBoolean();
        } finally {
            if (settled) {
                cancelOperation();
            }
        }
    }

    private void cancelOperation() {
        CompletionStage<? extends T> stage = operation;
        if (stage != null) {
            try {
                Future<?> own = stage instanceof Future<?> future ? future : stage.toCompletableFuture();
                own.cancel(true);
            } catch (RuntimeException impossible) {
                // Not every stage can be cancelled; the call has ended anyway.
            }
        }
    }
}
