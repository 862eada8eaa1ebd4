package io.switchgear.jdbc;

import io.switchgear.Call;
import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.jdbc.GuardedCalls.Reservation;
import io.switchgear.outcome.Outcome;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A connection's units of work: its transaction, or the statements that have results open in auto-commit mode. As thread-safe as it
 * takes when a connection is closed or cancelled from another thread.
 */
final class Session {
    private final GuardedCalls calls;
    private final AtomicReference<@Nullable Work> transaction = new AtomicReference<>();
    private volatile @Nullable Reservation reservation;
    /** Whose auto-commit mode is asked for; {@code null} before there is a connection. */
    private volatile @Nullable Connection connection;
    /** Whether the application has closed or aborted the connection. */
    private volatile boolean ended;

    private volatile boolean xa;
    /** Of the branch of a transaction manager's transaction in which the connection takes part now. */
    private volatile @Nullable AtomicReference<@Nullable Work> branch;
    /** First of the statements that run or have open results. Guarded by this. */
    private @Nullable Work open;

    Session(GuardedCalls calls) {
        this.calls = calls;
    }

    GuardedCalls calls() {
        return calls;
    }

    void connected(Connection real) {
        connection = real;
    }

    /** The connection is one of several that an XA connection gives, one after the other. */
    void servesTransactionManager() {
        xa = true;
    }

    boolean isEnded() {
        return ended || calls.isClosed();
    }

    /** The transaction's unit of work if it has begun. */
    @Nullable
    Work transaction() {
        return current().get();
    }

    private AtomicReference<@Nullable Work> current() {
        AtomicReference<@Nullable Work> global = branch;
        return global == null ? transaction : global;
    }

    boolean isInTransaction() {
        return branch != null || transaction.get() != null || !isInAutoCommit();
    }

    /** The connection takes part in a branch from now on, or in none. */
    void takesPartIn(@Nullable AtomicReference<@Nullable Work> global) {
        branch = global;
    }

    /** Asked each time: it can be changed around the proxy too. Drivers know it without asking the database. */
    private boolean isInAutoCommit() {
        Connection asked = connection;
        try {
            return asked == null || asked.getAutoCommit();
        } catch (Throwable closedOrBroken) {
            return true; // the statement will tell
        }
    }

    /** The unit of work of the transaction, which begins with this if it has not begun. */
    Work inTransaction() throws SqlCallNotPermittedException {
        AtomicReference<@Nullable Work> current = current();
        Work begun = current.get();
        if (begun != null) {
            return begun;
        }
        Work begins = begin();
        if (current.compareAndSet(null, begins)) {
            return begins;
        }
        begins.ignore();
        Work other = current.get();
        return other == null ? begins : other;
    }

    /** A unit of work of its own. */
    Work begin() throws SqlCallNotPermittedException {
        Permit reserved = takeReserved();
        return new Work(this, reserved == null ? calls.acquire() : reserved);
    }

    private @Nullable Permit takeReserved() {
        Reservation kept = reservation;
        if (kept == null) {
            return null;
        }
        reservation = null;
        return calls.take(kept);
    }

    /**
     * Asks for a connection or a prepared statement: may be rejected, and is no unit of work. The place in half-open or in a ramp
     * is kept for the unit that follows, or whoever was let in here would be rejected there.
     */
    <T extends @Nullable Object, X extends Throwable> T prepare(Call<T, X> call)
            throws X, SqlCallNotPermittedException {
        Work begun = transaction();
        if (begun != null) {
            return begun.step(call);
        }
        Work alone = begin();
        T got = alone.lastStep(call);
        if (calls.breaker().state() == State.HALF_OPEN && calls.isIgnored(got)) {
            reservation = calls.reserve(alone.permit());
        } else {
            alone.setResult(got);
            alone.finish();
        }
        return got;
    }

    /** Talks to the database for the connection: always passes; its failure is one of the transaction, or counts alone. */
    <T extends @Nullable Object, X extends Throwable> T watch(Call<T, X> call) throws X {
        Work begun = transaction();
        if (begun != null) {
            return begun.step(call);
        }
        Permit reserved = takeReserved();
        try {
            T got = call.call();
            if (reserved != null) {
                reservation = calls.reserve(reserved);
            }
            return got;
        } catch (Throwable thrown) {
            if (reserved != null) {
                failBefore(reserved, thrown);
            } else if (!isEnded()) {
                calls.recordFailure(thrown);
            }
            throw thrown;
        }
    }

    /** Before its first statement; an answer keeps the place. */
    private void failBefore(Permit reserved, Throwable thrown) {
        if (isEnded()) {
            reserved.ignore();
        } else if (calls.outcomeOf(thrown) == Outcome.FAILURE || GuardedCalls.isInterrupted(thrown)) {
            reserved.threw(thrown);
        } else {
            reservation = calls.reserve(reserved);
        }
    }

    /** Commits or rolls back. */
    <T extends @Nullable Object, X extends Throwable> T end(Call<T, X> call) throws X {
        return end(transaction, call);
    }

    /** Ends a transaction, or a branch of one. */
    <T extends @Nullable Object, X extends Throwable> T end(AtomicReference<@Nullable Work> ending, Call<T, X> call)
            throws X {
        Work begun = ending.get();
        if (begun == null) {
            return watch(call);
        }
        T got;
        try {
            got = begun.lastStep(call);
        } finally {
            ending.compareAndSet(begun, null);
        }
        begun.finish();
        return got;
    }

    /** Closes the connection. */
    <T extends @Nullable Object, X extends Throwable> T close(Call<T, X> call) throws X {
        ended = !xa; // before: steps on other threads break with it
        Work works = drain();
        for (Work each = works; each != null; each = each.next) {
            each.giveUpStep();
        }
        Permit unused = takeReserved();
        if (unused != null) {
            unused.ignore();
        }
        try {
            T got = call.call();
            for (Work each = works; each != null; each = each.next) {
                each.finish();
            }
            return got;
        } catch (Throwable thrown) {
            for (Work each = works; each != null; each = each.next) {
                each.endedWith(thrown);
            }
            throw thrown;
        }
    }

    /** Cancels whatever the connection is doing, by a method of the vendor's own. */
    <T extends @Nullable Object, X extends Throwable> T cancel(Call<T, X> call) throws X {
        Call<T, X> nested = call;
        for (Work each : works()) {
            Call<T, X> inner = nested;
            nested = () -> each.cancel(inner);
        }
        return nested.call();
    }

    private synchronized List<Work> works() {
        List<Work> works = new ArrayList<>();
        for (Work each = open; each != null; each = each.next) {
            works.add(each);
        }
        Work begun = transaction();
        if (begun != null) {
            works.add(begun);
        }
        return works;
    }

    /** Before the connection is aborted. */
    void aborts() {
        ended = true;
        for (Work each = drain(); each != null; each = each.next) {
            each.giveUpStep();
            each.ignore();
        }
        Permit unused = takeReserved();
        if (unused != null) {
            unused.ignore();
        }
    }

    /** A unit of work of its own, which is noted until it is at its end. */
    Work beginNoted() throws SqlCallNotPermittedException {
        Work begins = begin();
        synchronized (this) {
            begins.next = open;
            open = begins;
        }
        return begins;
    }

    /** The unit of work of a statement is at its end. */
    void finish(Work work) {
        remove(work);
        work.finish();
    }

    synchronized void remove(Work work) {
        if (open == work) {
            open = work.next;
            return;
        }
        for (Work each = open; each != null; each = each.next) {
            if (each.next == work) {
                each.next = work.next;
                return;
            }
        }
    }

    private synchronized @Nullable Work drain() {
        Work all = open;
        open = null;
        Work begun = transaction.getAndSet(null);
        if (begun != null) {
            begun.next = all;
            all = begun;
        }
        return all;
    }
}
