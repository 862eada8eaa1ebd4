// SPDX-License-Identifier: Apache-2.0
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
 * The units of work of a connection: its transaction, or the statements with open results in auto-commit mode. Thread-safe
 * as far as needed when a connection is closed or cancelled from another thread.
 */
final class Session {
    private final GuardedCalls calls;
    private final AtomicReference<@Nullable Work> transaction = new AtomicReference<>();
    private volatile @Nullable Reservation reservation;
    /** The connection whose auto-commit mode is read; {@code null} before there is a connection. */
    private volatile @Nullable Connection connection;
    /** Whether the application has closed or aborted the connection. */
    private volatile boolean ended;

    private volatile boolean xa;
    /** The work of the branch of a managed transaction in which the connection takes part now. */
    private volatile @Nullable AtomicReference<@Nullable Work> branch;
    /** The first of the statements that run or have open results. Guarded by this. */
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

    /** Marks the connection as one of several that an XA connection provides, one after the other. */
    void servesTransactionManager() {
        xa = true;
    }

    boolean isEnded() {
        return ended || calls.isClosed();
    }

    /** The transaction's unit of work, if it has begun. */
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

    /** Makes the connection take part in a branch from now on, or in none. */
    void takesPartIn(@Nullable AtomicReference<@Nullable Work> global) {
        branch = global;
    }

    /**
     * Whether the connection is in auto-commit mode. Read each time, because it can be changed around the proxy too;
     * drivers know it without asking the database.
     */
    private boolean isInAutoCommit() {
        Connection asked = connection;
        try {
            return asked == null || asked.getAutoCommit();
        } catch (Throwable closedOrBroken) {
            return true; // the statement will show it
        }
    }

    /** The unit of work of the transaction, which begins here if it has not begun. */
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

    /** Begins a unit of work of its own. */
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
     * Requests a connection or a prepared statement: this may be rejected, and is not a unit of work. Its place in
     * half-open or in a ramp is kept for the unit that follows, which would otherwise be rejected.
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

    /** Contacts the database for the connection: this always passes; its failure is one of the transaction, or counts alone. */
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

    /** A failure before the first statement; an answer of the database keeps the place. */
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
        ended = !xa; // first, because steps on other threads fail with it
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

    /** Cancels the connection's current work, by a vendor-specific method. */
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

    /** Called before the connection is aborted. */
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

    /** Begins a unit of work of its own, which is tracked until its end. */
    Work beginNoted() throws SqlCallNotPermittedException {
        Work begins = begin();
        synchronized (this) {
            begins.next = open;
            open = begins;
        }
        return begins;
    }

    /** The unit of work of a statement has ended. */
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
