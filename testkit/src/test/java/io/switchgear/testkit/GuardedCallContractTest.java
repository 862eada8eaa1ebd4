// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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

    @Override
    protected Optional<Guarded> failingAtItsEnd(CircuitBreaker breaker) {
        BrokenGuard broken = BROKEN.get();
        return Optional.of(broken == null ? failingUnit(breaker) : broken.failingAtItsEnd(breaker));
    }

    @Override
    protected Optional<Guarded> failingByItself(CircuitBreaker breaker) {
        BrokenGuard broken = BROKEN.get();
        return Optional.of(broken == null ? refused(breaker) : broken.failingByItself(breaker));
    }

    @Override
    protected Guarded retrying(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        BrokenGuard broken = BROKEN.get();
        return broken == null ? guard(breaker, behind) : broken.retrying(breaker, behind);
    }

    /** A unit of work whose first step succeeds and whose second fails: one call. */
    static Guarded failingUnit(CircuitBreaker breaker) {
        return Guarded.blocking(() -> {
            Permit permit = breaker.acquire();
            return permit.call(() -> {
                permit.progressed();
                throw new IOException("broke off");
            });
        });
    }

    /** A caller whose executor takes no task. */
    static Guarded refused(CircuitBreaker breaker) {
        Executor guarded = breaker.decorateExecutor(task -> {
            throw new RejectedExecutionException("full");
        });
        return Guarded.blocking(() -> {
            guarded.execute(() -> {});
            return "never";
        });
    }
}
