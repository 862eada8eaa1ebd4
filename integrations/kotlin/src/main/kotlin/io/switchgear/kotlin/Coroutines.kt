// SPDX-License-Identifier: Apache-2.0
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
 * Calls a suspending [block] if the breaker admits the call. The block may suspend, switch
 * dispatchers and end on another thread. The outcome of the call:
 * - The breaker's classifier decides about a result or an exception.
 * - A `withTimeout` inside the block that expires is a failure, without asking the classifier: the
 *   other side was too slow.
 * - A caller that is cancelled has given the call up, even by a `withTimeout` around it: the call
 *   is ignored if it ran for less than `abandonedAfter`, and evidence against the other side if it
 *   ran longer.
 * - The classifier decides about another cancellation inside the block, such as that of a
 *   `Deferred` that it awaits; by default the call was given up.
 *
 * A coroutine that the block starts in the scope of its caller is not part of the call: its failure
 * cancels the caller, who has then given the call up. Start coroutines within a `coroutineScope` in
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
 * rejects the call. Exceptions of [block], including a rejection by another breaker, reach the
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
 * Returns a flow of which each collection is one call, from its start to its end: it is admitted
 * when it begins, and a collection that is rejected throws [CallNotPermittedException] and does not
 * reach this flow. The outcome of the call:
 * - If the flow completes, the classifier decides about its last element (`null` if it had none).
 * - If this flow throws, the classifier decides about the exception; a timeout inside (`timeout`,
 *   `withTimeout`) is a failure.
 * - An exception of the collector does not belong to this flow. If a collector stops after an
 *   element, by `first`, by `take`, by an exception or because it is cancelled, the classifier
 *   decides about that element: the other side has answered.
 * - A collector that stops before the first element has given the call up: the call is ignored
 *   within `abandonedAfter`, and evidence against the other side later.
 *
 * Each element shows the breaker that the other side is responding, so a probe gives its place back
 * at the first one. The collector's own time is part of the call's duration. Operators before this
 * one, such as `retry` and `timeout`, belong to the call; those after it do not.
 *
 * @param guard the guard of each collection
 * @return a flow of the same elements; cold, as this one is
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
 * Settles the permit with an exception. The same exception has different meanings: a timeout around
 * the call cancels the coroutine that makes the call, a timeout inside it does not.
 */
private fun Permit.settle(thrown: Throwable, caller: CoroutineContext) {
    when {
        caller.isCancelled() -> close()
        thrown.isTimeout() -> threw(TimeoutException(thrown.message).apply { initCause(thrown) })
        else -> threw(thrown)
    }
}

private fun CoroutineContext.isCancelled() = this[Job]?.isActive == false

/** Whether a cancellation comes from a timeout; for core no cancellation is a timeout. */
private fun Throwable.isTimeout() =
    this is CancellationException &&
        generateSequence(this as Throwable) { it.cause }
            .take(DEEPEST)
            .any { it is TimeoutCancellationException }

/** The maximum number of causes examined, so that cycles end. */
private const val DEEPEST = 32
