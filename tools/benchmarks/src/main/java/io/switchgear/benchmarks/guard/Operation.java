// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import dev.failsafe.function.CheckedSupplier;
import io.switchgear.Call;
import java.util.concurrent.Callable;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function1;

/**
 * An operation called through a guard. One object for all libraries, created beforehand, so that no call pays for a lambda
 * of its own. For one thread.
 */
public abstract class Operation
        implements Call<Object, RuntimeException>,
                Callable<Object>,
                CheckedSupplier<Object>,
                Function1<Continuation<? super Object>, Object> {

    @Override
    public abstract Object call();

    /** The operation as a suspending function that does not suspend. */
    @Override
    public final Object invoke(Continuation<? super Object> completion) {
        return call();
    }

    @Override
    public final Object get() {
        return call();
    }
}
