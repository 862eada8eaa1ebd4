// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import java.util.concurrent.CompletionStage;

/** Failsafe, through its executor. */
final class FailsafeGuard extends Guard {
    private final CircuitBreaker<Object> breaker;
    private final FailsafeExecutor<Object> executor;

    FailsafeGuard(CircuitBreaker<Object> breaker) {
        this.breaker = breaker;
        this.executor = Failsafe.with(breaker);
    }

    @Override
    public Object call(Operation operation) {
        return executor.get(operation);
    }

    /** Calls on another thread, as Failsafe always does: with an executor that runs at once it loses the result (3.3.2). */
    @Override
    public CompletionStage<Object> callAsync(AsyncOperation operation) {
        return executor.getStageAsync(operation);
    }

    @Override
    public boolean tryAcquire() {
        return breaker.tryAcquirePermit();
    }

    @Override
    public void open() {
        breaker.open();
    }
}
