// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import io.switchgear.Call;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An object guarded by a breaker, as {@link IntegrationContract} calls it.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Guarded {

    /**
     * Begins a call and does not wait for its end. An exception thrown here is taken for a mistake in the test: a call that
     * is rejected or fails at once must return a failed future.
     *
     * @return the callers' result; callers that no longer want the result cancel it
     * @throws Exception if the call cannot be made
     */
    CompletableFuture<?> begin() throws Exception;

    /**
     * Returns an object whose callers wait. Each call is made on a thread of its own, which is interrupted when the call is
     * cancelled.
     *
     * @param call the call through the guarded object, which waits for its end
     * @return the guarded object
     */
    static Guarded blocking(Call<? extends @Nullable Object, ? extends Exception> call) {
        return () -> CallerThread.with(call);
    }
}
