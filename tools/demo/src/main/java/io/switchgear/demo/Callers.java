package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One client: makes calls when they are due, and counts how they end. Thread-safe. */
abstract class Callers implements AutoCloseable {
    static final int WARM_UP_ROUNDS = 5;

    private final Consumer<? super CallNotPermittedException> onRejection;
    private final Tally tally = new Tally();
    private final AtomicLong sent = new AtomicLong();

    /** @param onRejection is told of each call that the breaker does not let through, on the call's thread */
    Callers(Consumer<? super CallNotPermittedException> onRejection) {
        this.onRejection = onRejection;
    }

    /** Calls before anybody counts or measures, so that the first second does not show how Java starts up. */
    abstract void warmUp();

    /** Makes a call, or has it made as soon as may be. */
    abstract void callDueAt(long dueNanos);

    /** Takes no more calls, and gives those under way so much time. */
    abstract void finish(Duration atMost);

    /** Calls still under way are given up, uncounted. */
    @Override
    public abstract void close();

    final Tally tally() {
        return tally;
    }

    /** {@return calls that were made and not rejected: those that went out, or tried to} */
    final long sent() {
        return sent.get();
    }

    /** A call is made. */
    final void sending() {
        sent.incrementAndGet();
    }

    /** It is over. */
    final void ended(Ending ending, long dueNanos) {
        tally.ended(ending, System.nanoTime() - dueNanos);
        CallNotPermittedException rejection = ending.rejection();
        if (rejection != null) {
            sent.decrementAndGet();
            onRejection.accept(rejection);
        }
    }
}
