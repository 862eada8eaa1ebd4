// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kotlin

import io.switchgear.CircuitBreaker
import io.switchgear.recovery.Backoff
import io.switchgear.recovery.HalfOpen
import io.switchgear.testkit.NothingInFlight
import io.switchgear.trip.TripRule
import java.io.IOException
import java.time.Duration
import kotlin.random.Random
import kotlin.time.Duration.Companion.microseconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.extension.RegisterExtension
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource

/** Whatever callers do, on real dispatchers and by the real clock, each permit is settled once. */
class RandomCallersTest {
    @RegisterExtension @JvmField val nothingInFlight = NothingInFlight()

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    fun `should lose no permit`(seed: Long) {
        val breaker =
            nothingInFlight.watch(
                CircuitBreaker.of("random") {
                    it.tripWhen(TripRule.consecutiveFailures(4))
                        .openFor(Backoff.fixed(Duration.ofMillis(1)))
                        .halfOpen(HalfOpen.probes(2))
                        .abandonedAfter(Duration.ofNanos(100_000))
                        .logChanges(false)
                }
            )
        val random = Random(seed)
        runBlocking(Dispatchers.Default) {
            repeat(CALLERS) { caller(breaker, Random(random.nextLong())) }
        }
        val totals = breaker.snapshot().totals()
        assertThat(totals.inFlight()).`as`("in flight, seed %d", seed).isZero()
        assertThat(totals.admitted())
            .`as`("%s, seed %d", totals, seed)
            .isPositive()
            .isEqualTo(
                totals.successes() +
                    totals.failures() +
                    totals.ignored() +
                    totals.abandoned() +
                    totals.stale()
            )
    }

    /**
     * Makes some calls one after the other, each in a scope that may be cancelled, time out or
     * fail.
     */
    private fun CoroutineScope.caller(breaker: CircuitBreaker, random: Random) = launch {
        repeat(CALLS) {
            supervisorScope {
                val calling = async { surrounded(breaker, random) }
                if (random.nextInt(4) == 0) {
                    delay(random.shortTime())
                    calling.cancelAndJoin()
                }
            }
        }
    }

    private suspend fun surrounded(breaker: CircuitBreaker, random: Random) {
        when (random.nextInt(5)) {
            0 -> withTimeoutOrNull(random.shortTime()) { call(breaker, random) }
            1 -> withTimeout(random.shortTime()) { call(breaker, random) }
            2 ->
                coroutineScope {
                    launch { call(breaker, random) }
                    launch { throw IOException("a sibling's") }
                }
            3 -> withContext(Dispatchers.IO) { call(breaker, random) }
            else -> call(breaker, random)
        }
    }

    private suspend fun call(breaker: CircuitBreaker, random: Random) {
        when (random.nextInt(4)) {
            0 -> flow { repeat(3) { emit(operation(random)) } }.guardedBy(breaker).toList()
            1 ->
                flow { repeat(3) { emit(operation(random)) } }
                    .flowOn(Dispatchers.IO)
                    .guardedBy(breaker)
                    .take(2)
                    .toList()
            2 -> breaker.suspending(fallback = { operation(random) }) { operation(random) }
            else -> breaker.suspending { operation(random) }
        }
    }

    private suspend fun operation(random: Random): Int {
        when (random.nextInt(8)) {
            0 -> throw IOException("down")
            1 -> withTimeout(random.shortTime()) { awaitCancellation() }
            2 -> withContext(Dispatchers.IO) { delay(random.shortTime()) }
            3 -> withContext(Dispatchers.Unconfined) { yield() }
            4 -> coroutineScope { async { delay(random.shortTime()) }.await() }
            5 -> delay(random.shortTime())
            else -> yield()
        }
        return 1
    }

    private fun Random.shortTime() = nextInt(1, 2_000).microseconds

    companion object {
        private const val CALLERS = 40
        private const val CALLS = 50

        /** The last one is new each time. */
        @JvmStatic fun seeds() = listOf(1L, 2L, 3L, System.nanoTime())
    }
}
