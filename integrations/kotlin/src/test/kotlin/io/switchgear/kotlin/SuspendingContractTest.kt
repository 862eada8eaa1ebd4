// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kotlin

import io.switchgear.CircuitBreaker
import io.switchgear.testkit.Guarded
import io.switchgear.testkit.IntegrationContract
import io.switchgear.testkit.ScriptedOperation
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.future

/**
 * The contract, kept by suspending functions; unconfined, so that a call has ended when its
 * cancellation returns.
 */
class SuspendingContractTest : IntegrationContract() {
    override fun guard(breaker: CircuitBreaker, behind: ScriptedOperation<Any>): Guarded = Guarded {
        CoroutineScope(Dispatchers.Unconfined).future {
            breaker.suspending { behind.callSuspending() }
        }
    }
}
