// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kotlin

import io.switchgear.CallContext
import io.switchgear.CallNotPermittedException
import io.switchgear.CircuitBreaker
import io.switchgear.CircuitBreakerRegistry
import io.switchgear.DeadlinePassedException
import io.switchgear.Guard
import io.switchgear.testkit.NothingInFlight
import io.switchgear.testkit.SwitchgearAssertions.assertThat
import java.io.IOException
import java.time.Duration
import java.util.concurrent.CancellationException
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.RegisterExtension

/** Plain lambdas go through a guard, of whatever kind, as Java's do. */
class LambdasTest {
    @RegisterExtension @JvmField val nothingInFlight = NothingInFlight()

    private val breaker = nothingInFlight.watch(CircuitBreaker.of("prices"))

    @Test
    fun `should give the result to the caller`() {
        val price: String = breaker { "4.20" }
        val none: String? = breaker { null }
        breaker { check(price == "4.20") }
        assertThat(none).isNull()
        assertThat(breaker).hasSuccesses(3)
    }

    @Test
    fun `should throw what the lambda throws, a checked exception too`() {
        val failure = IOException("down")
        assertThatThrownBy { breaker { throw failure } }.isSameAs(failure)
        assertThatThrownBy { breaker.execute { throw failure } }.isSameAs(failure)
        assertThat(breaker).hasFailures(2)
    }

    @Test
    fun `should go through the guard of a key and a guard with a context`() {
        val keyed =
            nothingInFlight.watch(CircuitBreakerRegistry.ofDefaults()).keyed<String>("hosts", 10)
        val host: Guard = keyed.at("a.example")
        assertThat(host { 1 } + host.within(Duration.ofMinutes(1)).execute { 2 }).isEqualTo(3)
        assertThat(keyed.snapshot("a.example").orElseThrow()).hasSuccesses(2)
        assertThatThrownBy { breaker.within(Duration.ZERO).execute { 1 } }
            .isInstanceOf(DeadlinePassedException::class.java)
        val cancelled = CallContext.cancellable().apply { cancel() }
        assertThatThrownBy { breaker.within(cancelled).execute { 1 } }
            .isInstanceOf(CancellationException::class.java)
        assertThat(breaker).hasAdmitted(0)
    }

    @Test
    fun `should not run the lambda of a call that is rejected`() {
        breaker.forceOpen("maintenance")
        assertThatThrownBy { breaker { error("has run") } }
            .isInstanceOf(CallNotPermittedException::class.java)
        val cached =
            breaker.execute(fallback = { "cached, for ${it.breakerName()}" }) { error("has run") }
        assertThat(cached).isEqualTo("cached, for prices")
        assertThat(breaker).hasRejected(2)
    }

    @Test
    fun `should take a fallback for its own rejections only`() {
        val other = CircuitBreaker.of("other").apply { forceOpen("maintenance") }
        assertThatThrownBy { breaker.execute(fallback = { "cached" }) { other { "fresh" } } }
            .isInstanceOf(CallNotPermittedException::class.java)
            .hasMessageContaining("other")
        assertThatThrownBy {
                breaker.execute(fallback = { "cached" }) { throw IOException("down") }
            }
            .hasMessage("down")
        assertThat(breaker.execute(fallback = { "cached" }) { "fresh" }).isEqualTo("fresh")
    }
}
