package io.switchgear.benchmarks.guard;

import dev.failsafe.function.CheckedSupplier;
import io.switchgear.Call;
import java.util.concurrent.Callable;

/**
 * What is called through a guard. One object for all libraries, made beforehand: nobody's call pays for a lambda of its own.
 * For one thread.
 */
public abstract class Operation implements Call<Object, RuntimeException>, Callable<Object>, CheckedSupplier<Object> {

    @Override
    public abstract Object call();

    @Override
    public final Object get() {
        return call();
    }
}
