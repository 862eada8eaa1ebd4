// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kotlin

import io.switchgear.CircuitBreaker
import io.switchgear.testkit.Guarded
import io.switchgear.testkit.IntegrationContract
import io.switchgear.testkit.ScriptedOperation

/** The contract, kept by plain lambdas. */
class LambdaContractTest : IntegrationContract() {
    override fun guard(breaker: CircuitBreaker, behind: ScriptedOperation<Any>): Guarded =
        Guarded.blocking {
            breaker { behind.call() }
        }
}
