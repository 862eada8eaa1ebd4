// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kotlin

import io.switchgear.CallNotPermittedException
import io.switchgear.outcome.Classifier
import io.switchgear.testkit.NothingInFlight
import io.switchgear.testkit.SwitchgearAssertions.assertThat
import java.io.IOException
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.emptyFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.onStart
import kotlinx.coroutines.flow.retry
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.timeout
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.extension.RegisterExtension

/**
 * Each collection of a guarded flow is one call; how it counts depends on what the other side did.
 */
class FlowTest {
    @RegisterExtension @JvmField val nothingInFlight = NothingInFlight()

    private val collections = AtomicInteger()

    /** Prices that come, and then what follows them. */
    private fun prices(count: Int, then: suspend () -> Unit = {}): Flow<Int> = flow {
        repeat(count) {
            delay(100.milliseconds)
            emit(it)
        }
        then()
    }
        .onStart { collections.incrementAndGet() }

    @Test
    fun `should take a permit for each collection and count its end`() = runTest {
        val breaker = breaker(nothingInFlight)
        val guarded = prices(3).guardedBy(breaker)
        assertThat(breaker).hasAdmitted(0)
        assertThat(guarded.toList()).containsExactly(0, 1, 2)
        assertThat(guarded.flowOn(Dispatchers.Unconfined).toList()).hasSize(3)
        assertThat(emptyFlow<Int>().guardedBy(breaker).toList()).isEmpty()
        assertThat(breaker).hasAdmitted(3).hasSuccesses(3)
    }

    @Test
    fun `should count the flow's own exception, at its end too`() = runTest {
        val breaker = breaker(nothingInFlight)
        val failure = IOException("broke off")
        for (elements in listOf(0, 2)) {
            val thrown =
                assertThrows<IOException> {
                    prices(elements) { throw failure }.guardedBy(breaker).collect()
                }
            assertThat(thrown).isSameAs(failure)
        }
        assertThat(breaker).hasFailures(2).hasSuccesses(0)
    }

    @Test
    fun `should open when each flow breaks off after some elements`() = runTest {
        val breaker = breaker(nothingInFlight)
        val guarded = prices(2) { throw IOException("broke off") }.guardedBy(breaker)
        repeat(5) { assertThat(guarded.catch {}.toList()).hasSize(2) }
        assertThrows<CallNotPermittedException> { guarded.collect() }
        assertThat(breaker).isOpen()
    }

    @Test
    fun `should reject before the flow is collected`() = runTest {
        val breaker = openBreaker(nothingInFlight)
        assertThrows<CallNotPermittedException> { prices(3).guardedBy(breaker).collect() }
        assertThat(prices(3).guardedBy(breaker).catch { emit(-1) }.toList()).containsExactly(-1)
        assertThat(collections).hasValue(0)
        assertThat(breaker).hasRejected(2)
    }

    @Test
    fun `should take a collector who has had enough for a success`() = runTest {
        val breaker = breaker(nothingInFlight)
        val guarded = prices(3) { awaitCancellation() }.guardedBy(breaker)
        assertThat(guarded.first()).isZero()
        assertThat(guarded.take(2).toList()).hasSize(2)
        assertNull(withTimeoutOrNull(5.seconds) { guarded.collect() })
        val collecting = launch { guarded.collect() }
        delay(5.seconds)
        collecting.cancelAndJoin()
        assertThat(breaker).hasSuccesses(4).hasIgnored(0).hasAbandoned(0)
    }

    @Test
    fun `should not take the collector's exception for the flow's`() = runTest {
        val breaker = breaker(nothingInFlight)
        val mistake = IllegalStateException("the collector's")
        val guarded = prices(3).guardedBy(breaker)
        assertThat(assertThrows<IllegalStateException> { guarded.collect { throw mistake } })
            .isSameAs(mistake)
        assertThrows<IllegalStateException> { guarded.map { throw mistake }.collect() }
        assertThat(breaker).hasSuccesses(2).hasFailures(0)
    }

    @Test
    fun `should take a collector who stops before the first element for one who gives up`() =
        runTest {
            val breaker = breaker(nothingInFlight)
            val hanging = prices(0) { awaitCancellation() }.guardedBy(breaker)
            assertNull(withTimeoutOrNull(100.milliseconds) { hanging.collect() })
            assertThrows<TimeoutCancellationException> {
                hanging.timeout(100.milliseconds).collect()
            }
            assertThat(breaker).hasIgnored(2)
            repeat(5) { assertNull(withTimeoutOrNull(2.seconds) { hanging.first() }) }
            assertThat(breaker).isOpen().hasAbandoned(5)
        }

    @Test
    fun `should take a timeout before the operator for a failure, between elements too`() =
        runTest {
            val breaker = breaker(nothingInFlight)
            for (elements in listOf(0, 2)) {
                val stalling = prices(elements) { awaitCancellation() }.timeout(500.milliseconds)
                assertThrows<TimeoutCancellationException> { stalling.guardedBy(breaker).collect() }
            }
            assertThat(breaker).hasFailures(2)
        }

    @Test
    fun `should be one call with a retry before it, several with one behind it`() = runTest {
        val breaker = breaker(nothingInFlight)
        val failing = prices(1) { if (collections.get() % 3 != 0) throw IOException("broke off") }
        assertThat(failing.retry(2).guardedBy(breaker).toList()).hasSize(3)
        assertThat(breaker).hasAdmitted(1).hasSuccesses(1)
        assertThat(failing.guardedBy(breaker).retry(2).toList()).hasSize(3)
        assertThat(breaker).hasAdmitted(4).hasFailures(2).hasSuccesses(2)
    }

    @Test
    fun `should ask the classifier about the last element`() = runTest {
        val breaker =
            breaker(nothingInFlight) {
                it.classify(Classifier.failOnResult(Int::class.javaObjectType) { it < 0 })
            }
        flowOf(-1, 1).guardedBy(breaker).collect()
        flowOf(1, -1).guardedBy(breaker).collect()
        assertThat(breaker).hasSuccesses(1).hasFailures(1)
    }

    @Test
    fun `should give a probe's place back at the first element, and judge it at the end`() =
        runTest {
            val breaker = openBreaker(nothingInFlight)
            testScheduler.advanceTimeBy(WAIT.toMillis())
            val breaks = prices(1) { throw IOException("broke off") }.guardedBy(breaker)
            assertThrows<IOException> {
                breaks.onEach { assertThat(breaker).isHalfOpen() }.collect()
            }
            assertThat(breaker).isOpen()
            testScheduler.advanceTimeBy(2 * WAIT.toMillis())
            prices(3).guardedBy(breaker).collect()
            assertThat(breaker).isClosed()
        }
}
