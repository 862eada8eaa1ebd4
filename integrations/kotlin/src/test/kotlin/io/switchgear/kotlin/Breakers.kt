// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kotlin

import io.switchgear.CircuitBreaker
import io.switchgear.CircuitBreakerConfigBuilder
import io.switchgear.recovery.Backoff
import io.switchgear.recovery.HalfOpen
import io.switchgear.testkit.NothingInFlight
import io.switchgear.testkit.ScriptedOperation
import io.switchgear.time.Ticker
import io.switchgear.trip.TripRule
import java.time.Duration
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.test.TestScope

/** The wait of the breakers that open. */
val WAIT: Duration = Duration.ofSeconds(10)

/**
 * A breaker whose clock is the virtual time of a test, and that opens after five failures in a row.
 */
fun TestScope.breaker(
    watching: NothingInFlight,
    change: (CircuitBreakerConfigBuilder) -> CircuitBreakerConfigBuilder = { it },
): CircuitBreaker =
    watching.watch(
        CircuitBreaker.of("prices") {
            change(
                it.tripWhen(TripRule.consecutiveFailures(5))
                    .openFor(Backoff.fixed(WAIT))
                    .halfOpen(HalfOpen.probes(1))
                    .ticker(Ticker { testScheduler.currentTime.milliseconds.inWholeNanoseconds })
            )
        }
    )

/** Such a breaker, open. */
fun TestScope.openBreaker(watching: NothingInFlight): CircuitBreaker =
    breaker(watching).also { it.open(WAIT, "the test says so") }

/**
 * Calls it as a suspending function, which throws the very instance; cancelling that cancels the
 * call.
 */
suspend fun ScriptedOperation<Any>.callSuspending(): Any = suspendCancellableCoroutine { caller ->
    val call = start()
    caller.invokeOnCancellation { call.cancel(true) }
    call.whenComplete { result, thrown ->
        if (thrown == null) caller.resume(result) else caller.resumeWithException(thrown)
    }
}
