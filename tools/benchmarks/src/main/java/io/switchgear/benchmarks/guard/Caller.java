// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;

/** The coroutine that makes a suspending call. It is never resumed, because the operations do not suspend. */
final class Caller implements Continuation<Object> {
    static final Caller CALLER = new Caller();

    private Caller() {}

    @Override
    public CoroutineContext getContext() {
        return EmptyCoroutineContext.INSTANCE;
    }

    @Override
    public void resumeWith(Object result) {
        throw new IllegalStateException("the operation has suspended");
    }
}
