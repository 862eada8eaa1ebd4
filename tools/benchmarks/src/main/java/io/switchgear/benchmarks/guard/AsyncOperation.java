// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import dev.failsafe.function.CheckedSupplier;
import io.switchgear.Call;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** An operation for asynchronous calls through a guard: it completes at once, so that only the guard's own work is measured. */
public final class AsyncOperation
        implements Call<CompletionStage<Object>, RuntimeException>,
                Callable<CompletionStage<Object>>,
                Supplier<CompletionStage<Object>>,
                CheckedSupplier<CompletionStage<Object>> {
    private final CompletableFuture<Object> done = CompletableFuture.completedFuture(new Object());

    @Override
    public CompletionStage<Object> call() {
        return done;
    }

    @Override
    public CompletionStage<Object> get() {
        return done;
    }
}
