// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring

import io.switchgear.CallNotPermittedException
import io.switchgear.testkit.SwitchgearAssertions.assertThat
import java.io.IOException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** Methods of Kotlin whose calls end later than they return. */
class SuspendingMethodsTest {
    private val registry = Beans.registry()
    private val context = Beans.with(registry, Prices::class.java)
    private val prices = context.getBean(Prices::class.java)

    @AfterEach
    fun close() {
        context.close()
    }

    open class Prices {
        @CircuitBreaker(name = "price", fallbackMethod = "other")
        open suspend fun price(article: String): String {
            delay(1)
            if (article == "broken") {
                throw IOException("no price of $article")
            }
            return "price of $article"
        }

        @Suppress("unused")
        private suspend fun other(article: String, failure: IOException): String {
            delay(1)
            return "${failure.message}, and not $article"
        }

        @Suppress("unused", "UNUSED_PARAMETER")
        private fun other(article: String, rejection: CallNotPermittedException): String =
            "rejected by ${rejection.breakerName()}"

        @CircuitBreaker(name = "hangs")
        open suspend fun hangs() {
            awaitCancellation()
        }

        @CircuitBreaker(name = "flow")
        open fun flow(): Flow<Int> = flow {
            emit(1)
            emit(2)
        }
    }

    @Test
    fun shouldCountASuspendingFunctionAtItsEnd() =
        runBlocking<Unit> {
            assertThat(prices.price("tea")).isEqualTo("price of tea")
            assertThat(registry.get("price")).isClosed().hasSuccesses(1).hasNothingInFlight()
        }

    @Test
    fun shouldReplaceItsFailureAndItsRejection() =
        runBlocking<Unit> {
            assertThat(prices.price("broken")).isEqualTo("no price of broken, and not broken")
            assertThat(prices.price("tea")).isEqualTo("rejected by price")
            assertThat(registry.get("price")).isOpen().hasFailures(1).hasRejected(1)
        }

    @Test
    fun shouldGiveUpWithItsCoroutine() =
        runBlocking<Unit> {
            val caller = launch { prices.hangs() }
            while (registry.get("hangs").snapshot().metrics().inFlight() == 0L) {
                delay(1)
            }
            caller.cancel()
            caller.join()
            assertThat(withTimeoutOrNull(1) { prices.hangs() }).isNull()
            assertThat(registry.get("hangs")).isClosed().hasIgnored(2).hasNothingInFlight()
        }

    @Test
    fun shouldCountAFlowWhenItIsCollected() =
        runBlocking<Unit> {
            val flow = prices.flow()
            assertThat(registry.get("flow")).hasAdmitted(0)
            assertThat(flow.toList()).containsExactly(1, 2)
            assertThat(registry.get("flow")).hasSuccesses(1)
        }
}
