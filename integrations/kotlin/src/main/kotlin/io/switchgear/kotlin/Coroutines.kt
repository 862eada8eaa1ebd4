package io.switchgear.kotlin

import io.switchgear.CallNotPermittedException
import io.switchgear.Guard
import io.switchgear.Permit
import java.util.concurrent.TimeoutException
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Job
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * Calls a suspending [block] if the breaker lets it through. The block may suspend, switch
 * dispatchers and end on another thread. How it counts:
 * - A result or an exception counts as the breaker's classifier says.
 * - A `withTimeout` inside the block that runs out is a failure, whatever the classifier says: the
 *   other side was too slow.
 * - A caller that is cancelled has given the call up, also by a `withTimeout` around it: the call
 *   is ignored when it ran for less than `abandonedAfter`, and evidence against the other side when
 *   it ran longer.
 * - Another cancellation inside the block, as of a `Deferred` that it awaits, counts as the
 *   classifier says; by default as a call that was given up.
 *
 * A coroutine that the block starts in the scope of its caller is none of the call: its failure
 * cancels the caller, who then has given the call up. Start coroutines within a `coroutineScope` in
 * the block.
 *
 * @param block the call; runs at most once
 * @return the result of [block]
 * @throws CallNotPermittedException if the breaker rejects the call; then [block] has not run
 * @since 0.1
 */
public suspend fun <T> Guard.suspending(block: suspend () -> T): T = acquire().guarding(block)

/**
 * Calls a suspending [block] as the other function of this name does, or [fallback] if this breaker
 * rejects the call. Exceptions of [block], a rejection by another breaker included, go to the
 * caller.
 *
 * @param fallback the source of another result; not counted
 * @param block the call; runs at most once
 * @return the result of [block] or [fallback]
 * @since 0.1
 */
public suspend fun <T> Guard.suspending(
    fallback: suspend (CallNotPermittedException) -> T,
    block: suspend () -> T,
): T {
    val permit =
        try {
            acquire()
        } catch (rejection: CallNotPermittedException) {
            return fallback(rejection)
        }
    return permit.guarding(block)
}

/**
 * A flow each collection of which is one call, from its start to its end: it is admitted when it
 * begins, and a collection that is rejected throws [CallNotPermittedException] and does not reach
 * this flow. How it counts:
 * - A flow that completes counts by its last element (`null` if it had none), as the breaker's
 *   classifier says.
 * - An exception of this flow counts as the classifier says; a timeout inside it (`timeout`,
 *   `withTimeout`) is a failure.
 * - An exception of the collector is none of this flow. A collector that stops after it has got an
 *   element, by `first`, by `take`, by an exception or because it is cancelled, counts by that
 *   element: the other side has answered.
 * - A collector that stops before it has got an element has given the call up: ignored when that
 *   was within `abandonedAfter`, evidence against the other side later.
 *
 * Each element tells the breaker that the other side is answering, so a probe gives its place back
 * at the first. Time that the collector takes is part of the call's. Operators before this one
 * belong to the call, as `retry` and `timeout`; those behind it do not.
 *
 * @param guard the guard of each collection
 * @return a flow of the same elements; cold as this one
 * @since 0.1
 */
public fun <T> Flow<T>.guardedBy(guard: Guard): Flow<T> = flow {
    val permit = guard.acquire()
    var last: T? = null
    var hasAnswered = false
    var collectorThrew = false
    try {
        collect { element ->
            hasAnswered = true
            last = element
            permit.progressed()
            try {
                emit(element)
            } catch (thrown: Throwable) {
                collectorThrew = true
                throw thrown
            }
        }
    } catch (thrown: Throwable) {
        val context = currentCoroutineContext()
        if (hasAnswered && (collectorThrew || context.isCancelled())) {
            permit.returned(last)
        } else {
            permit.settle(thrown, context)
        }
        throw thrown
    }
    permit.returned(last)
}

private suspend fun <T> Permit.guarding(block: suspend () -> T): T {
    val result =
        try {
            block()
        } catch (thrown: Throwable) {
            settle(thrown, currentCoroutineContext())
            throw thrown
        }
    returned(result)
    return result
}

/**
 * Settles by an exception. The same exception means different things: a timeout around the call
 * cancels the coroutine that makes the call, one inside it does not.
 */
private fun Permit.settle(thrown: Throwable, caller: CoroutineContext) {
    when {
        caller.isCancelled() -> close()
        thrown.isTimeout() -> threw(TimeoutException(thrown.message).apply { initCause(thrown) })
        else -> threw(thrown)
    }
}

private fun CoroutineContext.isCancelled() = this[Job]?.isActive == false

/** Whether a cancellation comes from a timeout; core knows none that is a cancellation. */
private fun Throwable.isTimeout() =
    this is CancellationException &&
        generateSequence(this as Throwable) { it.cause }
            .take(DEEPEST)
            .any { it is TimeoutCancellationException }

/** How many causes are looked at, so that circles end. */
private const val DEEPEST = 32
