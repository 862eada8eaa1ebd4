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
 * Hands a breaker's events to its listeners in their true order, which is that of the phases and not that in which the threads
 * that made them come by: whoever comes first hands on what those before it have not handed on yet. Thread-safe.
 */
final class EventPublisher {
    private final Callbacks callbacks;
    /** Whether a change is written to the log now. */
    private final BooleanSupplier isLogged;
    /** The log as a listener, once there has been a change. Guarded by this object's lock to make. */
    private volatile @Nullable Mailbox log;

    private final List<Mailbox> mailboxes = new CopyOnWriteArrayList<>();
    /** The number of the last change of state that was handed on. Guarded by this object's lock. */
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

    /** Hands on the changes up to the one that led to a phase; runs no foreign code. */
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

    /** Puts an event behind those that were handed on; runs no foreign code. */
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
