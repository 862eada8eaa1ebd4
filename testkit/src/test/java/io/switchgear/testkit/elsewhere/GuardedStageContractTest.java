// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit.elsewhere;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.IntegrationContract;
import io.switchgear.testkit.ScriptedOperation;
import org.junit.jupiter.api.Tag;

/** The contract, kept by the simplest integration there is whose callers do not wait; in a package of its own, as users are. */
@Tag("C7")
class GuardedStageContractTest extends IntegrationContract {
    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        return () -> breaker.callAsync(behind::start);
    }
}
