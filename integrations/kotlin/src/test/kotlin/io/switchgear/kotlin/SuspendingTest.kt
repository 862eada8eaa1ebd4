// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kotlin

import io.switchgear.CallNotPermittedException
import io.switchgear.CircuitBreaker
import io.switchgear.DeadlinePassedException
import io.switchgear.outcome.Classifier
import io.switchgear.testkit.NothingInFlight
import io.switchgear.testkit.SwitchgearAssertions.assertThat
import java.io.IOException
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.extension.RegisterExtension

/** A suspending call ends as a blocking one does. */
class SuspendingTest {
    @RegisterExtension @JvmField val nothingInFlight = NothingInFlight()

    @Test
    fun `should count the result and give it to the caller`() = runTest {
        val breaker = breaker(nothingInFlight)
        val price = breaker.suspending {
            delay(1.seconds)
            withContext(Dispatchers.Default) { "4.20" }
        }
        assertThat(price).isEqualTo("4.20")
        assertThat(breaker.suspending { null as String? }).isNull()
        assertThat(breaker).hasSuccesses(2)
    }

    @Test
    fun `should count an exception and throw the same instance`() = runTest {
        val breaker = breaker(nothingInFlight)
        val failure = IOException("down")
        val thrown =
            assertThrows<IOException> {
                breaker.suspending {
                    delay(1.seconds)
                    throw failure
                }
            }
        assertThat(thrown).isSameAs(failure)
        assertThrows<StackOverflowError> { breaker.suspending { throw StackOverflowError() } }
        assertThat(breaker).hasFailures(2)
    }

    @Test
    fun `should not run the block of a call that is rejected`() = runTest {
        val breaker = openBreaker(nothingInFlight)
        assertThrows<CallNotPermittedException> { breaker.suspending { error("has run") } }
        val cached =
            breaker.suspending(
                fallback = {
                    delay(1.seconds)
                    "cached"
                }
            ) {
                error("has run")
            }
        assertThat(cached).isEqualTo("cached")
        assertThat(breaker).hasAdmitted(0).hasRejected(2)
    }

    @Test
    fun `should take a fallback for its own rejections only`() = runTest {
        val breaker = breaker(nothingInFlight)
        val other = openBreaker(nothingInFlight)
        assertThrows<CallNotPermittedException> {
            breaker.suspending(fallback = { "cached" }) { other.suspending { "fresh" } }
        }
        assertThat(breaker).hasIgnored(1).hasFailures(0)
    }

    @Test
    fun `should not begin when the deadline has passed, and interrupt nothing later`() = runTest {
        val breaker = breaker(nothingInFlight)
        val inTime = breaker.within(2.seconds.toJavaDuration())
        val late = inTime.suspending {
            delay(3.seconds)
            "late"
        }
        assertThat(late).isEqualTo("late")
        assertThrows<DeadlinePassedException> { inTime.suspending { error("has run") } }
        assertThat(breaker).hasAdmitted(1).hasSuccesses(1)
    }

    @Test
    fun `should take a timeout inside the block for a failure, whatever the classifier says`() =
        runTest {
            val classifiers =
                listOf(Classifier.defaults(), Classifier.failOn(IOException::class.java))
            for (classifier in classifiers) {
                val breaker = breaker(nothingInFlight) { it.classify(classifier) }
                assertThrows<TimeoutCancellationException> {
                    breaker.suspending { withTimeout(100.milliseconds) { awaitCancellation() } }
                }
                assertThrows<TimeoutCancellationException> {
                    breaker.suspending {
                        coroutineScope {
                            async { withTimeout(100.milliseconds) { awaitCancellation() } }.await()
                        }
                    }
                }
                assertThrows<CancellationException> {
                    breaker.suspending {
                        try {
                            withTimeout(100.milliseconds) { awaitCancellation() }
                        } catch (timeout: TimeoutCancellationException) {
                            throw CancellationException("too slow", timeout)
                        }
                    }
                }
                assertThat(breaker).hasFailures(3).hasIgnored(0).hasAbandoned(0)
                assertThat(breaker.snapshot().metrics().lastFailure().orElseThrow().description())
                    .contains("TimeoutException")
                    .contains("too slow")
            }
        }

    @Test
    fun `should take a result in place of a timeout for the result`() = runTest {
        val breaker = breaker(nothingInFlight)
        assertNull(
            breaker.suspending { withTimeoutOrNull(100.milliseconds) { awaitCancellation() } }
        )
        assertThat(breaker).hasSuccesses(1)
    }

    @Test
    fun `should leave a cancellation of something else to the classifier`() = runTest {
        val breaker = breaker(nothingInFlight)
        val abandonedByOthers = CompletableDeferred<String>().apply { cancel() }
        assertThrows<CancellationException> { breaker.suspending { abandonedByOthers.await() } }
        assertThat(breaker).hasIgnored(1)
        val strict =
            breaker(nothingInFlight) {
                it.classify(Classifier.failOn(CancellationException::class.java))
            }
        assertThrows<CancellationException> { strict.suspending { abandonedByOthers.await() } }
        assertThat(strict).hasFailures(1)
    }

    @Test
    fun `should count the failure of a coroutine that the block starts in a scope of its own`() =
        runTest {
            val breaker = breaker(nothingInFlight)
            assertThrows<IOException> {
                breaker.suspending {
                    coroutineScope {
                        async { throw IOException("down") }
                        awaitCancellation()
                    }
                }
            }
            assertThat(breaker).hasFailures(1)
        }

    @Test
    fun `should work in a coroutine without a job`() {
        val breaker = nothingInFlight.watch(CircuitBreaker.of("prices"))
        val failure = IOException("down")
        var ended: Result<String>? = null
        suspend { breaker.suspending<String> { throw failure } }
            .startCoroutine(Continuation(EmptyCoroutineContext) { ended = it })
        assertThat(ended?.exceptionOrNull()).isSameAs(failure)
        assertThat(breaker).hasFailures(1)
    }
}
