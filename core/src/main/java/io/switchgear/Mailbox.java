package io.switchgear;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events that wait for one listener, and its registration. The listener gets one event at a time, in order and under no
 * lock, on whichever thread is delivering; an event that comes meanwhile, also from the listener itself, is delivered by that
 * same thread afterwards. Thread-safe.
 */
final class Mailbox implements Registration {
    private static final int CAPACITY = 256;

    private final Consumer<? super BreakerEvent> listener;
    private final Executor executor;
    private final UserCode userCode;
    private final Collection<Mailbox> registered;

    /** What waits, oldest first. Guarded by this object's lock, as the fields below. */
    private final Queue<BreakerEvent> waiting = new ArrayDeque<>();

    private boolean delivering;
    private boolean removed;
    private long dropped;

    Mailbox(
            Consumer<? super BreakerEvent> listener,
            Executor executor,
            UserCode userCode,
            Collection<Mailbox> registered) {
        this.listener = listener;
        this.executor = executor;
        this.userCode = userCode;
        this.registered = registered;
    }

    synchronized void post(BreakerEvent event) {
        if (waiting.size() == CAPACITY) {
            waiting.remove();
            dropped++;
        }
        waiting.add(event);
    }

    /** Delivers what waits, unless a thread is at it already. */
    void deliver() {
        synchronized (this) {
            if (delivering || waiting.isEmpty()) {
                return;
            }
            delivering = true;
        }
        try {
            executor.execute(this::drain);
        } catch (Throwable rejected) {
            userCode.failed(UserCode.Kind.LISTENER, rejected);
            synchronized (this) {
                delivering = false;
            }
        }
    }

    private void drain() {
        for (BreakerEvent event = take(); event != null; event = take()) {
            try {
                listener.accept(event);
            } catch (Throwable thrown) {
                userCode.failed(UserCode.Kind.LISTENER, thrown);
            }
        }
    }

    private synchronized @Nullable BreakerEvent take() {
        BreakerEvent event = removed ? null : waiting.poll();
        delivering = event != null;
        return event;
    }

    @Override
    public void remove() {
        registered.remove(this);
        synchronized (this) {
            removed = true;
            waiting.clear();
        }
    }

    @Override
    public synchronized long dropped() {
        return dropped;
    }
}
