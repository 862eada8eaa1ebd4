package io.switchgear;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Hands a breaker's state changes to its listeners in their true order, which is that of their sequence numbers and not that
 * in which the threads that made them come by. Thread-safe.
 */
final class StateChanges {
    private final UserCode userCode;
    private final List<Mailbox> mailboxes = new CopyOnWriteArrayList<>();
    /** Changes whose predecessor has not come by yet. Guarded by this object's lock, under which no foreign code runs. */
    private final Queue<StateChange> early = new PriorityQueue<>(Comparator.comparingLong(StateChange::sequence));
    /** The sequence number that is handed on next. Guarded by this object's lock. */
    private long next = 1;

    StateChanges(UserCode userCode) {
        this.userCode = userCode;
    }

    Registration register(Consumer<? super StateChange> listener, Executor executor) {
        Mailbox mailbox = new Mailbox(listener, executor, userCode, mailboxes);
        mailboxes.add(mailbox);
        return mailbox;
    }

    void publish(StateChange change) {
        synchronized (this) {
            early.add(change);
            while (!early.isEmpty() && early.peek().sequence() == next) {
                StateChange due = early.remove();
                next++;
                mailboxes.forEach(mailbox -> mailbox.post(due));
            }
        }
        mailboxes.forEach(Mailbox::deliver);
    }
}
