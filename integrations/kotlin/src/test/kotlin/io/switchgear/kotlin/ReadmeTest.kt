// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kotlin

import io.switchgear.CircuitBreakerRegistry
import io.switchgear.testkit.NothingInFlight
import io.switchgear.testkit.SwitchgearAssertions.assertThat
import java.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.RegisterExtension

/** The code of the module's README. */
class ReadmeTest {
    @RegisterExtension @JvmField val nothingInFlight = NothingInFlight()

    private object Client {
        fun get(): String = "4.20"

        suspend fun fetch(): String {
            delay(1.seconds)
            return "4.20"
        }

        fun ticks(): Flow<String> = flowOf("4.20", "4.30")
    }

    private val client = Client

    @Test
    fun `should do what the README shows`() = runTest {
        val registry = nothingInFlight.watch(CircuitBreakerRegistry.ofDefaults())
        // region ways-in
        val breaker = registry.get("prices")

        // region plain
        // plain lambdas; by a name in chains
        val price = breaker { client.get() }
        val inTime = breaker.within(Duration.ofSeconds(2)).execute { client.get() }
        val orCached = breaker.execute(fallback = { "cached" }) { client.get() }
        // endregion

        // region suspending
        // a suspending function; the timeout stands inside, so that a slow service is a failure
        val fetched = breaker.suspending { withTimeout(2.seconds) { client.fetch() } }
        // endregion

        // region flow
        // each collection of this flow is one call
        val ticks: Flow<String> = client.ticks().guardedBy(breaker)
        // endregion
        // endregion
        assertThat(listOf(price, inTime, orCached, fetched)).containsOnly("4.20")
        assertThat(ticks.toList()).hasSize(2)
        assertThat(breaker).hasSuccesses(5)
    }
}
