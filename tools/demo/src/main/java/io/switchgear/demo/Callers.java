// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A client: makes calls when they are due, and counts how they end. Thread-safe. */
abstract class Callers implements AutoCloseable {
    static final int WARM_UP_ROUNDS = 5;

    private final Consumer<? super CallNotPermittedException> onRejection;
    private final Tally tally = new Tally();
    private final AtomicLong sent = new AtomicLong();

    /** @param onRejection called for each call that the breaker rejects, on the call's thread */
    Callers(Consumer<? super CallNotPermittedException> onRejection) {
        this.onRejection = onRejection;
    }

    /** Makes uncounted calls, so that the first second does not show how Java starts up. */
    abstract void warmUp();

    /** Makes a call, or has it made as soon as possible. */
    abstract void callDueAt(long dueNanos);

    /** Accepts no more calls, and gives those under way some time to end. */
    abstract void finish(Duration atMost);

    /** Gives up calls still under way, uncounted. */
    @Override
    public abstract void close();

    final Tally tally() {
        return tally;
    }

    /** {@return the number of calls that were made and not rejected: those that were sent, or that tried to be} */
    final long sent() {
        return sent.get();
    }

    /** A call begins. */
    final void sending() {
        sent.incrementAndGet();
    }

    /** A call has ended. */
    final void ended(Ending ending, long dueNanos) {
        tally.ended(ending, System.nanoTime() - dueNanos);
        CallNotPermittedException rejection = ending.rejection();
        if (rejection != null) {
            sent.decrementAndGet();
            onRejection.accept(rejection);
        }
    }
}
