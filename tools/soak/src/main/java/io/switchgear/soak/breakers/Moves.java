// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The operations by hand on one breaker, counted before and after, so that a caller can tell whether one interfered with
 * its call. Operations race with everything that callers do, with one exception: while a breaker is disabled it counts
 * nothing, and no caller can see whether its call was counted. So disabling and enabling wait until no call is between its
 * request and its admission; otherwise the exact number of calls that a breaker must have counted would be unknown.
 * Thread-safe; one thread performs the operations.
 */
final class Moves {
    private static final long PATIENCE_SECONDS = 60;
    private static final int NO_MOVE = -1;

    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private volatile int begun;
    private volatile int done;
    private volatile boolean off;
    private volatile boolean lookingOn;
    /** The operation that began shadow mode, set while no other can have begun; or a number that does not exist. */
    private volatile int lookingOnSince = NO_MOVE;

    private final ThreadLocal<Integer> lookedOn = ThreadLocal.withInitial(() -> NO_MOVE);

    /** The effect of an operation on later calls. */
    enum Effect {
        COUNTS,
        LOOKS_ON,
        OFF
    }

    int begun() {
        return begun;
    }

    int done() {
        return done;
    }

    /** Whether the breaker may not count the calls it admits: it is in shadow mode, or disabled. */
    boolean looksOn() {
        return lookingOn;
    }

    /** Whether it is disabled; must be called between {@link #hold} and {@link #letGo}. */
    boolean isOff() {
        return off;
    }

    /** A caller begins to ask. */
    void hold() {
        gate.readLock().lock();
        lookedOn.set(lookingOnSince);
    }

    /** Whether the call that this thread is asking for began, and still is, while the breaker is certainly in shadow mode. */
    boolean haveLookedOn() {
        return lookedOn.get() == begun;
    }

    /** The caller has its answer; must be called on the same thread. */
    void letGo() {
        lookedOn.remove();
        gate.readLock().unlock();
    }

    /** Takes the lock, with a time limit: a breaker that keeps a caller waiting must be reported. */
    private void lock() {
        try {
            if (gate.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("a caller has asked and does not receive an answer");
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes them.
    void make(Runnable move, Effect effect) {
        boolean switches = off || effect == Effect.OFF;
        if (switches) {
            lock();
        }
        try {
            lookingOn = lookingOn || effect != Effect.COUNTS;
            begun++;
            move.run();
            lookingOnSince = effect == Effect.LOOKS_ON ? begun : NO_MOVE;
            done++;
            off = effect == Effect.OFF;
            lookingOn = effect != Effect.COUNTS;
        } finally {
            if (switches) {
                gate.writeLock().unlock();
            }
        }
    }
}
