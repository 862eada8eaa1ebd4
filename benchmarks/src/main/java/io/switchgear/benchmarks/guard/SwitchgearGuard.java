package io.switchgear.benchmarks.guard;

import io.switchgear.Attempt;
import io.switchgear.CircuitBreaker;
import java.time.Duration;

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
    public void forceOpen() {
        breaker.forceOpen("measuring");
    }
}
