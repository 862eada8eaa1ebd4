// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import io.switchgear.Attempt;
import io.switchgear.CircuitBreaker;
import io.switchgear.kotlin.CoroutinesKt;
import io.switchgear.reactor.ReactorGuard;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Switchgear. */
final class SwitchgearGuard extends Guard {
    private final CircuitBreaker breaker;

    SwitchgearGuard(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    @Override
    public Object call(Operation operation) {
        return breaker.call(operation);
    }

    @Override
    public Object callByPermit(Operation operation) {
        return breaker.acquire().call(operation);
    }

    @Override
    public CompletionStage<Object> callAsync(AsyncOperation operation) {
        return breaker.callAsync(operation);
    }

    @Override
    public @Nullable Object callSuspending(Operation operation) {
        return CoroutinesKt.suspending(breaker, operation, Caller.CALLER);
    }

    @Override
    public Publisher<Object> guarded(Publisher<Object> source) {
        return ReactorGuard.<Object>guard(breaker).apply(source);
    }

    @Override
    public boolean tryAcquire() {
        return breaker.tryAcquire().isPresent();
    }

    @Override
    public boolean attempt(Operation operation) {
        return !(breaker.attempt(operation) instanceof Attempt.Rejected);
    }

    @Override
    public void open() {
        breaker.open(Duration.ofDays(1), "measuring");
    }

    @Override
    public void halfOpen() {
        breaker.open(Duration.ZERO, "measuring");
    }

    @Override
    public void forceOpen() {
        breaker.forceOpen("measuring");
    }

    @Override
    public String state() {
        return breaker.state().name();
    }
}
