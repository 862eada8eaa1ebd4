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
    private final Callbacks callbacks;
    private final Collection<Mailbox> registered;

    /** What waits, oldest first. Guarded by this object's lock, as the fields below. */
    private final Queue<BreakerEvent> waiting = new ArrayDeque<>();

    /** The delivery that is under way, or {@code null}. Only this one may take events. */
    private @Nullable Delivery current;

    private boolean removed;
    private long dropped;

    Mailbox(
            Consumer<? super BreakerEvent> listener,
            Executor executor,
            Callbacks callbacks,
            Collection<Mailbox> registered) {
        this.listener = listener;
        this.executor = executor;
        this.callbacks = callbacks;
        this.registered = registered;
    }

    synchronized void post(BreakerEvent event) {
        if (waiting.size() == CAPACITY) {
            waiting.remove();
            dropped++;
            if (current != null) {
                current.givenUp = true; // An executor that dropped the delivery without a word is asked again.
            }
        }
        waiting.add(event);
    }

    /** Delivers what waits, unless a thread is at it already. */
    void deliver() {
        Delivery delivery = new Delivery();
        synchronized (this) {
            if ((current != null && !current.isOver()) || waiting.isEmpty()) {
                return;
            }
            current = delivery;
        }
        try {
            executor.execute(delivery);
        } catch (Throwable rejected) {
            delivery.givenUp = true; // first: what follows, like any call, may fail for want of stack
            callbacks.failed(Callbacks.Kind.LISTENER, rejected);
        }
    }

    /**
     * Hands over, on a thread of the executor, one event after the other until none is waiting. That it is over is told by plain
     * writes, for which there is room also where the stack has ended.
     */
    private final class Delivery implements Runnable {
        /** Guarded by the mailbox's lock. */
        private boolean begun;
        /** Whether another may begin in its place unless it has begun; if it ever does, it will find nothing. */
        private volatile boolean givenUp;
        /** Whether it has left, also by an error of its own. */
        private volatile boolean ended;

        /** Read under the mailbox's lock. */
        private boolean isOver() {
            return ended || (givenUp && !begun);
        }

        @Override
        public void run() {
            try {
                for (BreakerEvent event = take(); event != null; event = take()) {
                    try {
                        listener.accept(event);
                    } catch (Throwable thrown) {
                        callbacks.failed(Callbacks.Kind.LISTENER, thrown);
                    }
                }
            } finally {
                ended = true;
            }
        }

        private @Nullable BreakerEvent take() {
            synchronized (Mailbox.this) {
                if (current != this || isOver()) {
                    return null;
                }
                begun = true;
                BreakerEvent event = removed ? null : waiting.poll();
                current = event == null ? null : this;
                return event;
            }
        }
    }

    @Override
    public void close() {
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
