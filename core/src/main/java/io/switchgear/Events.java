package io.switchgear;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Hands a breaker's events to its listeners in their true order, which is that of their sequence numbers and not that in which
 * the threads that made them come by. Thread-safe.
 */
final class Events {
    private final UserCode userCode;
    private final List<Mailbox> mailboxes = new CopyOnWriteArrayList<>();
    /** Events that wait for a change of state before them. Guarded by this object's lock, under which no foreign code runs. */
    private final Queue<Pending> early =
            new PriorityQueue<>(Comparator.comparingLong(Pending::after).thenComparingLong(Pending::ticket));
    /** The number of the last change of state that was handed on. Guarded by this object's lock. */
    private long handedOn;
    /** Keeps events that wait for the same change in their order. Guarded by this object's lock. */
    private long tickets;

    private record Pending(long after, long ticket, BreakerEvent event) {}

    Events(UserCode userCode) {
        this.userCode = userCode;
    }

    Registration register(Consumer<? super BreakerEvent> listener, Executor executor) {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(executor, "executor");
        Mailbox mailbox = new Mailbox(listener, executor, userCode, mailboxes);
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

    void publish(BreakerEvent event) {
        enqueue(event);
        deliver();
    }

    /** Puts an event in its place; runs no foreign code. */
    synchronized void enqueue(BreakerEvent event) {
        early.add(new Pending(event.sequence() - (event instanceof StateChange ? 1 : 0), tickets++, event));
        for (BreakerEvent due : dueNow()) {
            mailboxes.forEach(mailbox -> mailbox.post(due));
        }
    }

    void deliver() {
        mailboxes.forEach(Mailbox::deliver);
    }

    private List<BreakerEvent> dueNow() {
        List<BreakerEvent> due = new ArrayList<>();
        while (!early.isEmpty() && early.peek().after <= handedOn) {
            BreakerEvent event = early.remove().event;
            due.add(event);
            if (event instanceof StateChange) {
                handedOn++;
            }
        }
        return due;
    }
}
