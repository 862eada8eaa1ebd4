// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kotlin

import io.switchgear.Call
import io.switchgear.CallNotPermittedException
import io.switchgear.Guard

/**
 * Calls [block] if the breaker admits the call: `breaker { client.get() }`. The lambda runs at most
 * once, on this thread.
 *
 * @return the result of [block]
 * @throws CallNotPermittedException if the breaker rejects the call; then [block] has not run
 * @since 0.1
 */
public operator fun <T> Guard.invoke(block: () -> T): T = execute(block)

/**
 * The same function with a name, for chains: `breaker.within(deadline).execute { client.get() }`.
 *
 * @return the result of [block]
 * @throws CallNotPermittedException if the breaker rejects the call; then [block] has not run
 * @since 0.1
 */
public fun <T> Guard.execute(block: () -> T): T = call(Call<T, RuntimeException> { block() })

/**
 * Calls [block], or [fallback] if this breaker rejects the call. Exceptions of [block], including a
 * rejection by another breaker, reach the caller.
 *
 * @param fallback the source of another result; not counted
 * @param block the call; runs at most once, on this thread
 * @return the result of [block] or [fallback]
 * @since 0.1
 */
public fun <T> Guard.execute(fallback: (CallNotPermittedException) -> T, block: () -> T): T =
    call<T, RuntimeException>({ block() }, { fallback(it) })
