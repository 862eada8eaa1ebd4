package io.switchgear.benchmarks.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;

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
    public boolean tryAcquire() {
        return breaker.tryAcquirePermission();
    }

    @Override
    public void open() {
        breaker.transitionToOpenStateFor(Duration.ofDays(1));
    }

    @Override
    public void forceOpen() {
        breaker.transitionToForcedOpenState();
    }
}
