package io.switchgear.testkit;

import io.switchgear.Call;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A thing that a breaker guards, as {@link IntegrationContract} calls it.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Guarded {

    /**
     * Begins a call and does not wait for its end. What it throws is taken for a mistake in the test: a call that is rejected
     * or fails at once gives a future that has failed.
     *
     * @return what callers get; cancelling it is what callers do who want the result no more
     * @throws Exception if the call cannot be made
     */
    CompletableFuture<?> begin() throws Exception;

    /**
     * A thing whose callers wait. Each call is made on a thread of its own, which is interrupted when the call is cancelled.
     *
     * @param call makes the call through the guarded thing and waits for its end
     * @return the thing
     */
    static Guarded blocking(Call<? extends @Nullable Object, ? extends Exception> call) {
        return () -> CallerThread.with(call);
    }
}
