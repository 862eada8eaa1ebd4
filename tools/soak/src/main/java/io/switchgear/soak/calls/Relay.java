// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.soak.breakers.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The future of an operation. It passes the result to its caller just before it is completed with it, which a dependent
 * stage could not do, because those run in no defined order. Cancelling it cancels the operation. Thread-safe.
 */
final class Relay<T> extends CompletableFuture<Answer> {
    private final CompletableFuture<T> operation;
    private final Function<? super T, Answer> reader;
    private final BiConsumer<@Nullable Answer, @Nullable Throwable> beforehand;
    private volatile boolean cancelled;

    private Relay(
            CompletableFuture<T> operation,
            Function<? super T, Answer> reader,
            BiConsumer<@Nullable Answer, @Nullable Throwable> beforehand) {
        this.operation = operation;
        this.reader = reader;
        this.beforehand = beforehand;
    }

    /**
     * @param reader the function from the operation's result to an answer
     * @param beforehand runs before the operation's end completes the future; not if that was cancelled before
     */
    @SuppressWarnings("FutureReturnValueIgnored") // It carries the same result as this future.
    static <T> Relay<T> of(
            CompletableFuture<T> operation,
            Function<? super T, Answer> reader,
            BiConsumer<@Nullable Answer, @Nullable Throwable> beforehand) {
        Relay<T> relay = new Relay<>(operation, reader, beforehand);
        operation.whenComplete((value, thrown) -> {
            if (thrown != null) {
                relay.end(null, thrown);
            } else {
                relay.end(relay.reader.apply(value), null);
            }
        });
        return relay;
    }

    private void end(@Nullable Answer answer, @Nullable Throwable thrown) {
        if (!cancelled) {
            beforehand.accept(answer, thrown);
        }
        if (answer != null) {
            complete(answer);
        } else {
            completeExceptionally(thrown == null ? new IllegalStateException("no answer") : thrown);
        }
    }

    /** Cancels the operation last, so that its own end does not come first. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        cancelled = true;
        boolean first = super.cancel(mayInterruptIfRunning);
        operation.cancel(mayInterruptIfRunning);
        return first;
    }
}
