package io.switchgear.benchmarks.guard;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A breaker, or a floor in a breaker's place. One JVM makes guards of one kind only, so that the compiler sees through this
 * class and it costs nobody anything. A guard says what it cannot do by {@link UnsupportedOperationException}.
 */
public abstract class Guard {
    private static final int MANY = 10_000;

    /** The operation's result, through the breaker. Throws what the operation throws, or the rejection. */
    public abstract Object call(Operation operation) throws Exception;

    /** As {@link #call}, in two steps: asks for leave, then tells the outcome. */
    public Object callByPermit(Operation operation) throws Exception {
        throw unsupported("callByPermit");
    }

    /** The stage that the breaker gives for the operation's. */
    public CompletionStage<Object> callAsync(AsyncOperation operation) throws Exception {
        throw unsupported("callAsync");
    }

    /** As {@link #call}, for an operation that is a suspending function of Kotlin's. */
    public @Nullable Object callSuspending(Operation operation) throws Exception {
        throw unsupported("callSuspending");
    }

    /** Asks for leave without an exception; false when it was refused. For open breakers: nothing is given back. */
    public boolean tryAcquire() {
        throw unsupported("tryAcquire");
    }

    /** The operation, through an open breaker that says by a value that it refuses: false then. */
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

    /** Makes it half-open from closed, with the next call at the latest. */
    public void halfOpen() {
        throw unsupported("halfOpen");
    }

    /** The name of its state, in the field's terms. */
    public String state() {
        throw unsupported("state");
    }

    /** Opens what can only be opened by failures. */
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
