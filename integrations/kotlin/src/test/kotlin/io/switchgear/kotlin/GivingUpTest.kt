// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kotlin

import io.switchgear.CircuitBreaker
import io.switchgear.testkit.NothingInFlight
import io.switchgear.testkit.SwitchgearAssertions.assertThat
import java.io.IOException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.extension.RegisterExtension

/** A suspending call that its caller gives up is told from one that fails. */
class GivingUpTest {
    @RegisterExtension @JvmField val nothingInFlight = NothingInFlight()

    @Test
    fun `should ignore a caller who gives up early, by a timeout around the call too`() = runTest {
        val breaker = breaker(nothingInFlight)
        givingUpAfter(100.milliseconds, breaker)
        assertThat(breaker).isClosed().hasIgnored(6).hasAbandoned(0).hasFailures(0)
    }

    @Test
    fun `should take callers who give up late for evidence, and open`() = runTest {
        val breaker = breaker(nothingInFlight)
        givingUpAfter(2.seconds, breaker)
        assertThat(breaker).isOpen().hasAbandoned(5).hasFailures(0).hasRejected(1)
    }

    /** A caller who is cancelled, in each of the ways there are. */
    private suspend fun TestScope.givingUpAfter(time: Duration, breaker: CircuitBreaker) {
        suspend fun hanging(): Unit = breaker.suspending { awaitCancellation() }

        launch { hanging() }
            .run {
                delay(time)
                cancelAndJoin()
            }
        assertThrows<TimeoutCancellationException> { withTimeout(time) { hanging() } }
        assertNull(withTimeoutOrNull(time) { hanging() })
        assertNull(withTimeoutOrNull(time) { withContext(Dispatchers.Unconfined) { hanging() } })
        assertThrows<IOException> {
            coroutineScope {
                launch { hanging() }
                delay(time)
                throw IOException("a sibling's")
            }
        }
        // It makes no difference what the block makes of its cancellation.
        supervisorScope {
            val disguised = async {
                breaker.suspending<Unit> {
                    try {
                        awaitCancellation()
                    } catch (cancelled: CancellationException) {
                        throw IOException("socket closed", cancelled)
                    }
                }
            }
            delay(time)
            disguised.cancelAndJoin()
        }
    }

    @Test
    fun `should give the probe's place back when the caller gives up early, and fail it when late`() =
        runTest {
            val breaker = openBreaker(nothingInFlight)
            testScheduler.advanceTimeBy(WAIT.toMillis())
            assertNull(
                withTimeoutOrNull(100.milliseconds) { breaker.suspending { awaitCancellation() } }
            )
            assertThat(breaker).isHalfOpen().hasIgnored(1)
            assertNull(withTimeoutOrNull(2.seconds) { breaker.suspending { awaitCancellation() } })
            assertThat(breaker).isOpen().hasAbandoned(1)
            testScheduler.advanceTimeBy(2 * WAIT.toMillis())
            breaker.suspending { delay(100.milliseconds) }
            assertThat(breaker).isClosed()
        }

    @Test
    fun `should count a result that comes although the caller was cancelled`() = runTest {
        val breaker = breaker(nothingInFlight)
        val caller = launch {
            breaker.suspending {
                try {
                    awaitCancellation()
                } catch (cancelled: CancellationException) {
                    "the answer that had come already"
                }
            }
        }
        delay(2.seconds)
        caller.cancelAndJoin()
        assertThat(breaker).hasSuccesses(1).hasAbandoned(0)
    }
}
