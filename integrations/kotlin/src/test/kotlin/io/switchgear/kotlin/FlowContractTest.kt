// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kotlin

import io.switchgear.CircuitBreaker
import io.switchgear.testkit.Guarded
import io.switchgear.testkit.IntegrationContract
import io.switchgear.testkit.ScriptedOperation
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.single
import kotlinx.coroutines.future.future

/**
 * The contract, kept by flows; unconfined, so that a call has ended when its cancellation returns.
 */
class FlowContractTest : IntegrationContract() {
    override fun guard(breaker: CircuitBreaker, behind: ScriptedOperation<Any>): Guarded = Guarded {
        val answers = flow { emit(behind.callSuspending()) }
        CoroutineScope(Dispatchers.Unconfined).future { answers.guardedBy(breaker).single() }
    }
}
