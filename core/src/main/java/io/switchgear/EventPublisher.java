// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a breaker's events to its listeners in the order of the phases, not in the order in which threads arrive: the
 * first thread publishes the earlier events that are still pending. Thread-safe.
 */
final class EventPublisher {
    private final Callbacks callbacks;
    /** Whether changes are logged at present. */
    private final BooleanSupplier isLogged;
    /** The log as a listener, created at the first change under this object's lock. */
    private volatile @Nullable Mailbox log;

    private final List<Mailbox> mailboxes = new CopyOnWriteArrayList<>();
    /** The number of the last change of state that was published. Guarded by this object's lock. */
    private long handedOn;

    EventPublisher(Callbacks callbacks, BooleanSupplier isLogged) {
        this.callbacks = callbacks;
        this.isLogged = isLogged;
    }

    Registration register(Consumer<? super BreakerEvent> listener, Executor executor) {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(executor, "executor");
        Mailbox mailbox = new Mailbox(listener, executor, callbacks, mailboxes);
        mailboxes.add(mailbox);
        return mailbox;
    }

    Registration registerForStates(Consumer<? super StateChange> listener, Executor executor) {
        Objects.requireNonNull(listener, "listener");
        return register(
                event -> {
                    if (event instanceof StateChange change) {
                        listener.accept(change);
                    }
                },
                executor);
    }

    /** Publishes the changes up to the one that led to a phase; runs no foreign code. */
    synchronized void publishUpTo(Phase phase) {
        Deque<StateChange> due = new ArrayDeque<>();
        for (Phase each = phase; each != null && each.sequence() > handedOn; each = each.previous()) {
            due.push(Objects.requireNonNull(each.change));
        }
        for (StateChange change : due) {
            handedOn = change.sequence();
            post(change);
        }
        phase.forgetPrevious();
    }

    /** Publishes an event after those already published; runs no foreign code. */
    synchronized void post(BreakerEvent event) {
        if (event instanceof StateChange && isLogged.getAsBoolean()) {
            Mailbox writer = log;
            if (writer == null) {
                writer = new Mailbox(callbacks::log, Runnable::run, callbacks, List.of());
                log = writer;
            }
            writer.post(event);
        }
        mailboxes.forEach(mailbox -> mailbox.post(event));
    }

    void deliver() {
        Mailbox writer = log;
        if (writer != null) {
            writer.deliver();
        }
        mailboxes.forEach(Mailbox::deliver);
    }
}
