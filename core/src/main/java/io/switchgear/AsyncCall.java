package io.switchgear;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One call whose result comes later. Whoever completes the caller's future settles the call: the operation, or the caller by
 * cancelling it or by a timeout, in which case the operation's own future is cancelled too. Thread-safe.
 */
final class AsyncCall<T extends @Nullable Object> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Permit permit;

    private AsyncCall(Permit permit) {
        this.permit = permit;
    }

    static <T extends @Nullable Object> CompletableFuture<T> start(
            CircuitBreaker breaker, CallContext context, Callable<? extends CompletionStage<? extends T>> operation) {
        AsyncCall<T> call;
        try {
            call = new AsyncCall<>(breaker.acquire(context));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        try {
            CompletionStage<? extends T> stage = operation.call();
            if (stage == null) {
                throw new NullPointerException("the operation returned null instead of a CompletionStage");
            }
            call.follow(stage);
        } catch (Throwable thrown) {
            call.complete(null, thrown);
        }
        return call.result;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It would tell once more what the result tells.
    private void follow(CompletionStage<? extends T> stage) {
        result.whenComplete((value, thrown) -> completedBySomebody(stage, value, thrown));
        stage.whenComplete(this::complete);
    }

    /** The operation is done. The call is settled first, so that whoever gets the result finds it counted. */
    private void complete(@Nullable T value, @Nullable Throwable thrown) {
        try {
            settle(value, thrown);
        } finally {
            if (thrown == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(thrown);
            }
        }
    }

    private void completedBySomebody(
            CompletionStage<? extends T> stage, @Nullable T value, @Nullable Throwable thrown) {
        if (settle(value, thrown)) {
            Future<?> own = stage instanceof Future<?> future ? future : stage.toCompletableFuture();
            own.cancel(true);
        }
    }

    private boolean settle(@Nullable T value, @Nullable Throwable thrown) {
        return thrown == null ? permit.returned(value) : permit.threw(thrown);
    }
}
