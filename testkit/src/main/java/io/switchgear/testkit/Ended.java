// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a call. A future's own {@code get} wraps and copies exceptions; this keeps the original instance. Immutable.
 *
 * @param value the result, if the call returned
 * @param thrown the exception, if the call threw
 */
record Ended<T extends @Nullable Object>(
        @Nullable T value, @Nullable Throwable thrown) {
    /** The time that a test waits for another thread before it fails, by the system's clock. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Waits for the end of a call, at most for {@link #PATIENCE}. */
    static <T extends @Nullable Object> Ended<T> of(CompletableFuture<T> call) throws InterruptedException {
        try {
            return end(call).get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hangs) {
            throw new AssertionError("the call has not ended after " + PATIENCE.toSeconds() + " s", hangs);
        } catch (ExecutionException impossible) {
            throw new AssertionError("how a call ended could not be told", impossible);
        }
    }

    /** Waits for the end of a call without a limit. */
    @SuppressWarnings("NullAway") // the value is null only where T may be
    static <T extends @Nullable Object> T resultOf(CompletableFuture<T> call) throws Exception {
        Ended<T> ended = end(call).get();
        if (ended.thrown != null) {
            throw Ended.<RuntimeException>sneaky(ended.thrown);
        }
        return ended.value;
    }

    private static <T extends @Nullable Object> CompletableFuture<Ended<T>> end(CompletableFuture<T> call) {
        return call.handle((value, thrown) -> new Ended<>(
                value,
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // to throw what no method may declare
    private static <X extends Throwable> X sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
