package io.switchgear.jdbc;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.outcome.Outcome;
import io.switchgear.support.Causes;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The calls of one data source through its breaker. Thread-safe. */
final class GuardedCalls {
    /** How long a connection keeps its place for a first statement when somebody else asks for one. */
    private static final long LONGEST_RESERVED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final CircuitBreaker breaker;
    /** Places of connections that have begun no work yet; in half-open and in a ramp only. */
    private final Queue<Reservation> reserved = new ConcurrentLinkedQueue<>();
    /** Whether the application has closed the data source. */
    private volatile boolean closed;

    GuardedCalls(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    CircuitBreaker breaker() {
        return breaker;
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

    /** By the breaker's ticker. */
    long nanos() {
        try {
            return breaker.config().ticker().nanos();
        } catch (RuntimeException broken) {
            return 0; // core tells of it
        }
    }

    /** What an exception says, if the classifier can tell; else it is for core to say, which takes care of that. */
    Outcome outcomeOf(Throwable thrown) {
        try {
            Outcome outcome = breaker.config().classifier().classify(null, thrown);
            return outcome == null ? Outcome.FAILURE : outcome;
        } catch (RuntimeException broken) {
            return Outcome.FAILURE;
        }
    }

    /** Whether a result, like a connection alone, decides nothing. */
    boolean isIgnored(@Nullable Object result) {
        try {
            return breaker.config().classifier().classify(result, null) == Outcome.IGNORED;
        } catch (RuntimeException broken) {
            return false;
        }
    }

    /** Counts a failure that belongs to no unit of work, unless it is an interrupt in disguise. */
    void recordFailure(Throwable thrown) {
        if (!isInterrupted(thrown)) {
            breaker.recordFailure(thrown);
        }
    }

    /** Whether it came of an interrupt rather than of the database; core has the last word. */
    static boolean isInterrupted(Throwable thrown) {
        return Causes.isInterrupt(thrown)
                || Causes.isCancellation(thrown)
                || (Thread.currentThread().isInterrupted() && !(thrown instanceof Error) && !Causes.isTimeout(thrown));
    }

    /** Whether a call was given up after it had run for so long that this is evidence. */
    boolean isLong(long tookNanos) {
        return breaker.config()
                .abandonedAfter()
                .map(bound -> tookNanos >= bound.toNanos())
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

    /** A pool may keep a connection for hours before it is used. */
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

    /** A place in half-open, or a turn of the ramp; whoever takes the permit out of it settles it. */
    static final class Reservation extends AtomicReference<@Nullable Permit> {
        private static final long serialVersionUID = 1;

        private final long sinceNanos;

        private Reservation(Permit permit, long sinceNanos) {
            super(permit);
            this.sinceNanos = sinceNanos;
        }
    }
}
