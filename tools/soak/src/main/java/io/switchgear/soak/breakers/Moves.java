package io.switchgear.soak.breakers;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The moves by hand on one breaker, counted before and after, so that a caller can tell whether one came in its way. Moves race
 * with everything that callers do, with one exception: while a breaker is switched off it counts nothing, and no caller can see
 * whether its call was counted. So switching off and on again waits until no call is between its asking and its letting in;
 * without that nobody could say exactly how many calls a breaker must have counted. Thread-safe; one thread makes the moves.
 */
final class Moves {
    private static final long PATIENCE_SECONDS = 60;
    private static final int NO_MOVE = -1;

    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private volatile int begun;
    private volatile int done;
    private volatile boolean off;
    private volatile boolean lookingOn;
    /** The move after which it only looks on, set while no other can have begun; or one that there is not. */
    private volatile int lookingOnSince = NO_MOVE;

    private final ThreadLocal<Integer> lookedOn = ThreadLocal.withInitial(() -> NO_MOVE);

    /** What the breaker does with calls after a move. */
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

    /** Whether the breaker may not count by itself what it lets in: it looks on only, or is switched off. */
    boolean looksOn() {
        return lookingOn;
    }

    /** Whether it is switched off; to be asked between {@link #hold} and {@link #letGo}. */
    boolean isOff() {
        return off;
    }

    /** A caller begins to ask. */
    void hold() {
        gate.readLock().lock();
        lookedOn.set(lookingOnSince);
    }

    /** Whether the call for which this thread asks was asked for, and still is, while the breaker surely only looks on. */
    boolean haveLookedOn() {
        return lookedOn.get() == begun;
    }

    /** It has its answer; to be called on the same thread. */
    void letGo() {
        lookedOn.remove();
        gate.readLock().unlock();
    }

    /** Not for ever: a breaker that keeps a caller is to be told about. */
    private void lock() {
        try {
            if (gate.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("a caller has asked and does not get its answer");
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
