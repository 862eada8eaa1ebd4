// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import dev.failsafe.CircuitBreaker;

/** Failsafe without its executor, as in its documentation: permission before the call, the outcome after it. */
final class FailsafeStandaloneGuard extends Guard {
    private final CircuitBreaker<Object> breaker;

    FailsafeStandaloneGuard(CircuitBreaker<Object> breaker) {
        this.breaker = breaker;
    }

    @Override
    public Object call(Operation operation) {
        breaker.acquirePermit();
        try {
            Object result = operation.call();
            breaker.recordSuccess();
            return result;
        } catch (RuntimeException failed) {
            breaker.recordException(failed);
            throw failed;
        }
    }

    @Override
    public Object callByPermit(Operation operation) {
        return call(operation);
    }

    @Override
    public boolean tryAcquire() {
        return breaker.tryAcquirePermit();
    }

    @Override
    public void open() {
        breaker.open();
    }

    @Override
    public void halfOpen() {
        breaker.halfOpen();
    }

    @Override
    public String state() {
        return breaker.getState().name();
    }
}
