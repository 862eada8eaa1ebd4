// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.outcome.Outcome;
import io.switchgear.outcome.OutcomeRules;
import io.switchgear.support.Causes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The calls of one data source through its breaker. Thread-safe. */
final class GuardedCalls {
    /** How long a connection keeps its place for a first statement when another caller requests one. */
    private static final long LONGEST_RESERVED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final CircuitBreaker breaker;
    /** The places of connections that have begun no work yet; in half-open and in a ramp only. */
    private final Queue<Reservation> reserved = new ConcurrentLinkedQueue<>();

    private final XaBranches branches = new XaBranches();
    /** Whether the first connection has been checked. */
    private volatile boolean checked;
    /** Whether the application has closed the data source. */
    private volatile boolean closed;

    GuardedCalls(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    static void checkDelegate(@Nullable Object delegate) {
        Objects.requireNonNull(delegate, "delegate must not be null: pass the DataSource to guard");
    }

    /** Rejects arguments that would lead to wrong counts. */
    static void check(@Nullable Object delegate, @Nullable CircuitBreaker breaker) {
        checkDelegate(delegate);
        Objects.requireNonNull(
                breaker, "breaker must not be null: pass the CircuitBreaker for this data source, or its name");
        if (breaker.config().classifier() instanceof OutcomeRules rules && takesAnAnswerForAnOutage(rules)) {
            throw new IllegalArgumentException(
                    "Circuit breaker \"" + breaker.name() + "\": its classifier counts a violated"
                            + " constraint as an outage. Configure it with classify(SqlClassifier.defaults()), or define"
                            + " failures with classify(...)");
        }
    }

    /**
     * Whether rules count a database's answer as a failure, as core's default and those of HTTP clients do: any exception
     * is a failure for them.
     */
    private static boolean takesAnAnswerForAnOutage(OutcomeRules rules) {
        try {
            return rules.classify(null, new SQLException("violated", "23505")) == Outcome.FAILURE
                    && rules.classify(null, new Exception("unknown")) == Outcome.FAILURE;
        } catch (RuntimeException broken) {
            return false;
        }
    }

    /** Rejects a data source that already goes through this breaker, as far as it can be unwrapped. */
    static void checkOnce(DataSource delegate, CircuitBreaker breaker) {
        DataSource inner = delegate;
        try {
            while (inner != null && inner.isWrapperFor(CircuitBreakerDataSource.class)) {
                CircuitBreakerDataSource guarded = inner.unwrap(CircuitBreakerDataSource.class);
                if (guarded.circuitBreaker() == breaker) {
                    throw new IllegalArgumentException(guardedTwice(breaker));
                }
                inner = guarded.delegate();
            }
        } catch (SQLException | RuntimeException cannotTell) {
            if (cannotTell instanceof IllegalArgumentException twice) {
                throw twice;
            }
        }
    }

    /** The same check for pools that unwrap nothing before they have a connection. */
    void checkFirst(Object connection) throws SQLException {
        if (checked) {
            return;
        }
        checked = true;
        if (connection instanceof Connection first && JdbcProxy.isGuardedBy(breaker, first)) {
            checked = false;
            first.close();
            throw new IllegalStateException(guardedTwice(breaker));
        }
    }

    private static String guardedTwice(CircuitBreaker breaker) {
        return "Circuit breaker \"" + breaker.name()
                + "\" already guards this data source further inside: each unit of work would"
                + " count twice. Guard the pool or the data source under it, or give each a breaker of its own";
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    XaBranches branches() {
        return branches;
    }

    boolean isClosed() {
        return closed;
    }

    void closed() {
        closed = true;
    }

    Permit acquire() throws SqlCallNotPermittedException {
        if (!reserved.isEmpty()) {
            releaseIdle();
        }
        try {
            return breaker.acquire();
        } catch (CallNotPermittedException rejection) {
            throw new SqlCallNotPermittedException(rejection);
        }
    }

    /** The time by the breaker's ticker. */
    long nanos() {
        try {
            return breaker.config().ticker().nanos();
        } catch (RuntimeException broken) {
            return 0; // core reports it
        }
    }

    /** The outcome of an exception, if the classifier can tell; otherwise core handles it. */
    Outcome outcomeOf(Throwable thrown) {
        try {
            Outcome outcome = breaker.config().classifier().classify(null, thrown);
            return outcome == null ? Outcome.FAILURE : outcome;
        } catch (RuntimeException broken) {
            return Outcome.FAILURE;
        }
    }

    /** Whether a result, such as a connection alone, decides nothing. */
    boolean isIgnored(@Nullable Object result) {
        try {
            return breaker.config().classifier().classify(result, null) == Outcome.IGNORED;
        } catch (RuntimeException broken) {
            return false;
        }
    }

    /** Counts a failure that belongs to no unit of work, unless it is a disguised interrupt. */
    void recordFailure(Throwable thrown) {
        if (!isInterrupted(thrown)) {
            breaker.recordFailure(thrown);
        }
    }

    /** Whether the exception comes from an interrupt rather than from the database; core makes the final decision. */
    static boolean isInterrupted(Throwable thrown) {
        return Causes.isInterrupt(thrown)
                || Causes.isCancellation(thrown)
                || (Thread.currentThread().isInterrupted() && !(thrown instanceof Error) && !Causes.isTimeout(thrown));
    }

    boolean judgesSlowCalls() {
        return breaker.config().slowCallsOver().isPresent();
    }

    /** Whether a call was given up after it had run long enough to be evidence. */
    boolean isLong(long tookNanos) {
        return breaker.config()
                .abandonedAfter()
                .map(bound -> tookNanos > bound.toNanos())
                .orElse(false);
    }

    /** Keeps the place of a connection for its first statement. */
    Reservation reserve(Permit permit) {
        Reservation reservation = new Reservation(permit, nanos());
        reserved.add(reservation);
        return reservation;
    }

    @Nullable
    Permit take(Reservation reservation) {
        reserved.remove(reservation);
        return reservation.getAndSet(null);
    }

    /** Releases places of idle connections: a pool may keep a connection for hours before it is used. */
    private void releaseIdle() {
        long now = nanos();
        for (Iterator<Reservation> each = reserved.iterator(); each.hasNext(); ) {
            Reservation reservation = each.next();
            if (now - reservation.sinceNanos > LONGEST_RESERVED_NANOS) {
                each.remove();
                Permit idle = reservation.getAndSet(null);
                if (idle != null) {
                    idle.ignore();
                }
            }
        }
    }

    /** A place in half-open, or a turn of the ramp; the thread that takes the permit out of it settles it. */
    static final class Reservation extends AtomicReference<@Nullable Permit> {
        private static final long serialVersionUID = 1;

        private final long sinceNanos;

        private Reservation(Permit permit, long sinceNanos) {
            super(permit);
            this.sinceNanos = sinceNanos;
        }
    }
}
