package io.switchgear.jdbc;

import io.switchgear.Call;
import io.switchgear.Permit;
import io.switchgear.outcome.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work, which is one call of the breaker: a transaction, or in auto-commit mode a statement with its results. Its steps
 * always pass; its permit is settled once, at its end or when a step fails. Thread-safe.
 */
final class Work {
    private static final long NO_STEP = Long.MIN_VALUE;

    private final Session session;
    private final Permit permit;
    /** When the step began that runs now. */
    private volatile long stepSinceNanos = NO_STEP;
    /** How long the database took, without the application's own time. Written by steps, which come in turn. */
    private long busyNanos;
    /** Whether the database has answered anything. */
    private volatile boolean answered;
    /** Whether the application has cancelled what it began last. */
    private volatile boolean cancelled;
    /** Whether the end of the unit has been seen; what is still read then belongs to no unit. */
    private volatile boolean over;
    /** Whether a step has failed or was given up; then nothing more is counted. */
    private volatile boolean failed;
    /** What the classifier is asked about at the end. */
    private @Nullable Object result;
    /** Guarded by the session, in whose list this is. */
    @Nullable
    Work next;

    Work(Session session, Permit permit) {
        this.session = session;
        this.permit = permit;
    }

    Permit permit() {
        return permit;
    }

    boolean isOver() {
        return over;
    }

    void setResult(@Nullable Object result) {
        this.result = result;
    }

    /** A step within the unit. */
    <T extends @Nullable Object, X extends Throwable> T step(Call<T, X> call) throws X {
        return step(call, false);
    }

    /** The step with which the unit ends if it throws. */
    <T extends @Nullable Object, X extends Throwable> T lastStep(Call<T, X> call) throws X {
        return step(call, true);
    }

    private <T extends @Nullable Object, X extends Throwable> T step(Call<T, X> call, boolean last) throws X {
        long since = stepBegins();
        try {
            T got = call.call();
            stepReturned(since);
            return got;
        } catch (Throwable thrown) {
            stepThrew(thrown, since, last, false);
            throw thrown;
        }
    }

    /** {@return when it began, for one of the two that tell of its end} */
    long stepBegins() {
        long since = session.calls().nanos();
        stepSinceNanos = since;
        return since;
    }

    void stepReturned(long since) {
        stepSinceNanos = NO_STEP;
        busyNanos += session.calls().nanos() - since;
        answer();
    }

    /**
     * Settles the unit if the exception is a failure or belongs to the last step, whatever it is then.
     *
     * @param closed whether the application has closed what this was a call of
     */
    void stepThrew(Throwable thrown, long since, boolean last, boolean closed) {
        stepSinceNanos = NO_STEP;
        long took = session.calls().nanos() - since;
        busyNanos += took;
        threw(thrown, took, last, closed);
    }

    /** A call has thrown of which nothing is measured, maybe while a step runs on another thread. */
    void threw(Throwable thrown, boolean closed) {
        threw(thrown, 0, false, closed);
    }

    private void answer() {
        if (!answered) {
            answered = true;
        }
        permit.progressed();
    }

    private void threw(Throwable thrown, long tookNanos, boolean last, boolean closed) {
        if (over) {
            if (!failed && !closed && !session.isEnded()) {
                session.calls().recordFailure(thrown);
            }
            return;
        }
        Outcome outcome = session.calls().outcomeOf(thrown);
        if (closed || session.isEnded() || (cancelled && SqlStates.isCancelled(thrown, outcome))) {
            giveUp(tookNanos);
        } else if (GuardedCalls.isInterrupted(thrown)) {
            failed = true;
            permit.threw(thrown, Duration.ofNanos(tookNanos)); // a long unit may be interrupted in a short step
        } else if (last || outcome == Outcome.FAILURE) {
            failed = true;
            permit.threw(thrown, Duration.ofNanos(busyNanos));
        } else if (outcome == Outcome.SUCCESS) {
            answer();
        }
        if (last) {
            over = true;
        }
    }

    /** The application begins something new: what it cancelled is over. */
    void begins() {
        cancelled = false;
    }

    /** The application cancels. If the step hangs on, its answer may never come: a long one is given up at once. */
    <T extends @Nullable Object, X extends Throwable> T cancel(Call<T, X> call) throws X {
        long step = stepSinceNanos;
        cancelled = true; // before: what it cancels may end first
        T got;
        try {
            got = call.call();
        } catch (Throwable notCancelled) {
            cancelled = false;
            throw notCancelled;
        }
        if (step != NO_STEP && step == stepSinceNanos) {
            long took = session.calls().nanos() - step;
            if (session.calls().isLong(took)) {
                giveUp(took);
            }
        }
        return got;
    }

    /** The application ends the unit; a step that runs on another thread is given up. */
    void giveUpStep() {
        long step = stepSinceNanos;
        if (step != NO_STEP) {
            giveUp(session.calls().nanos() - step);
        }
    }

    /** Judged by the step alone: until then the database has answered. */
    void giveUp(long tookNanos) {
        failed = true;
        if (session.calls().isLong(tookNanos)) {
            permit.close();
        } else {
            permit.ignore();
        }
    }

    /** The unit is at its end, as far as is known a good one. */
    void finish() {
        over = true;
        if (!answered) {
            permit.ignore();
        } else if (session.calls().judgesSlowCalls()) {
            permit.returned(result, Duration.ofNanos(busyNanos));
        } else {
            permit.returned(result);
        }
    }

    void ignore() {
        over = true;
        permit.ignore();
    }

    /** The unit ended with an exception outside of its steps. */
    void endedWith(Throwable thrown) {
        over = true;
        failed = true;
        permit.threw(thrown, Duration.ofNanos(busyNanos));
    }
}
