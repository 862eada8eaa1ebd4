package io.switchgear.benchmarks.guard;

/**
 * A breaker, or a floor in a breaker's place. One JVM makes guards of one kind only, so that the compiler sees through this
 * class and it costs nobody anything. A guard says what it cannot do by {@link UnsupportedOperationException}.
 */
public abstract class Guard {

    /** The operation's result, through the breaker. Throws what the operation throws, or the rejection. */
    public abstract Object call(Operation operation) throws Exception;

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

    private UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException(getClass().getSimpleName() + " has no " + what);
    }
}
