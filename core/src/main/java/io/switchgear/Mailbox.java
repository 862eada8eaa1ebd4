// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The queue of events for one listener, and its registration. The listener receives one event at a time, in order and under
 * no lock, on the thread that is delivering; an event that arrives meanwhile, even from the listener itself, is delivered
 * by the same thread afterwards. Thread-safe.
 */
final class Mailbox implements Registration {
    private static final int CAPACITY = 256;

    private final Consumer<? super BreakerEvent> listener;
    private final Executor executor;
    private final Callbacks callbacks;
    private final Collection<Mailbox> registered;

    /** The waiting events, oldest first. Guarded by this object's lock, as are the fields below. */
    private final Queue<BreakerEvent> waiting = new ArrayDeque<>();

    /** The delivery under way, or {@code null}. Only this one may take events. */
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
                current.givenUp = true; // An executor that silently dropped the delivery is asked again.
            }
        }
        waiting.add(event);
    }

    /** Delivers the waiting events, unless a thread is already doing so. */
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
            delivery.givenUp = true; // first: the calls below may fail if the stack is exhausted
            callbacks.failed(Callbacks.Kind.LISTENER, rejected);
        }
    }

    /**
     * Delivers one event after the other, on a thread of the executor, until none is waiting. Its end is recorded by plain
     * writes, which succeed even when the stack is exhausted.
     */
    private final class Delivery implements Runnable {
        /** Guarded by the mailbox's lock. */
        private boolean begun;
        /** Whether another delivery may start in its place unless it has begun; if it ever begins, it will find nothing. */
        private volatile boolean givenUp;
        /** Whether it has ended, even by an error of its own. */
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
