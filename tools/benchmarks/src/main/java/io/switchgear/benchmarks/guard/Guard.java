// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A breaker, or a floor in a breaker's place. One JVM creates guards of one kind only, so the compiler sees through this
 * class and it costs nothing. Unsupported methods throw {@link UnsupportedOperationException}.
 */
public abstract class Guard {
    private static final int MANY = 10_000;

    /** Returns the operation's result, through the breaker. Throws the operation's exception, or the rejection. */
    public abstract Object call(Operation operation) throws Exception;

    /** As {@link #call}, in two steps: acquires a permit, then reports the outcome. */
    public Object callByPermit(Operation operation) throws Exception {
        throw unsupported("callByPermit");
    }

    /** Returns the breaker's stage for that of the operation. */
    public CompletionStage<Object> callAsync(AsyncOperation operation) throws Exception {
        throw unsupported("callAsync");
    }

    /** As {@link #call}, for an operation that is a Kotlin suspending function. */
    public @Nullable Object callSuspending(Operation operation) throws Exception {
        throw unsupported("callSuspending");
    }

    /** Returns a publisher of which each subscription is a call. */
    public Publisher<Object> guarded(Publisher<Object> source) {
        throw unsupported("guarded");
    }

    /** Acquires a permit without an exception; false if refused. For open breakers: nothing is given back. */
    public boolean tryAcquire() {
        throw unsupported("tryAcquire");
    }

    /** Calls the operation through an open breaker that reports a refusal by a value; false then. */
    public boolean attempt(Operation operation) {
        throw unsupported("attempt");
    }

    /** Opens it for longer than any benchmark runs. */
    public void open() {
        throw unsupported("open");
    }

    /** Holds it open until further notice. */
    public void forceOpen() {
        throw unsupported("forceOpen");
    }

    /** Moves it from closed to half-open, with the next call at the latest. */
    public void halfOpen() {
        throw unsupported("halfOpen");
    }

    /** The name of its state, in the usual terms. */
    public String state() {
        throw unsupported("state");
    }

    /** Opens a breaker that can only be opened by failures. */
    final void openByFailures() {
        FailingRead operation = new FailingRead(100);
        for (int i = 0; i < MANY; i++) {
            if (rejects(operation)) {
                return;
            }
        }
        throw new IllegalStateException("still closed after " + MANY + " failures");
    }

    private boolean rejects(FailingRead operation) {
        try {
            call(operation);
            return false;
        } catch (FailingRead.Failure failed) {
            return false;
        } catch (Exception rejected) {
            return true;
        }
    }

    private UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException(getClass().getSimpleName() + " has no " + what);
    }
}
