package io.switchgear.testkit;

import io.switchgear.CircuitBreaker;
import org.junit.jupiter.api.Tag;

/** The contract, kept by the simplest integration there is, whose callers wait; and by what {@link BrokenGuard} makes of it. */
@Tag("C2")
class GuardedCallContractTest extends IntegrationContract {
    /** What to check instead; for tests of the contract itself. */
    static final ThreadLocal<BrokenGuard> BROKEN = new ThreadLocal<>();

    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        BrokenGuard broken = BROKEN.get();
        return broken == null ? Guarded.blocking(() -> breaker.call(behind)) : broken.guard(breaker, behind);
    }
}
