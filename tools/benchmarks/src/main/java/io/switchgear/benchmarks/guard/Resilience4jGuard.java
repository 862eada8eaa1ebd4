// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.kotlin.circuitbreaker.CircuitBreakerKt;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Resilience4j. */
final class Resilience4jGuard extends Guard {
    private final CircuitBreaker breaker;

    Resilience4jGuard(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    @Override
    public Object call(Operation operation) throws Exception {
        return breaker.executeCallable(operation);
    }

    @Override
    public Object callByPermit(Operation operation) {
        breaker.acquirePermission();
        long start = breaker.getCurrentTimestamp();
        try {
            Object result = operation.call();
            breaker.onResult(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), result);
            return result;
        } catch (RuntimeException failed) {
            breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), failed);
            throw failed;
        }
    }

    @Override
    public CompletionStage<Object> callAsync(AsyncOperation operation) {
        return breaker.executeCompletionStage(operation);
    }

    @Override
    public @Nullable Object callSuspending(Operation operation) {
        return CircuitBreakerKt.executeSuspendFunction(breaker, operation, Caller.CALLER);
    }

    @Override
    public Publisher<Object> guarded(Publisher<Object> source) {
        return CircuitBreakerOperator.<Object>of(breaker).apply(source);
    }

    @Override
    public boolean tryAcquire() {
        return breaker.tryAcquirePermission();
    }

    @Override
    public void open() {
        breaker.transitionToOpenStateFor(Duration.ofDays(1));
    }

    @Override
    public void halfOpen() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
    }

    @Override
    public void forceOpen() {
        breaker.transitionToForcedOpenState();
    }

    @Override
    public String state() {
        return breaker.getState().name();
    }
}
