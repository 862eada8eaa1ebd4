// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.ScriptedOperation;

/** The contract, for annotated methods that return a Mono. */
class MonoContractTest extends BeanContract {
    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        Service service = bean(breaker, behind);
        return () -> service.mono().toFuture();
    }
}
