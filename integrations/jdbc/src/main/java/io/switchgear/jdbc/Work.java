// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import io.switchgear.Call;
import io.switchgear.Permit;
import io.switchgear.outcome.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work, which is one call of the breaker: a transaction, or in auto-commit mode a statement with its results. Its
 * steps always pass; its permit is settled once, at its end or when a step fails. Thread-safe.
 */
final class Work {
    private static final long NO_STEP = Long.MIN_VALUE;

    private final Session session;
    private final Permit permit;
    /** The start of the step that is running. */
    private volatile long stepSinceNanos = NO_STEP;
    /** The time spent in the database, without the application's own. Written by steps, which run one after the other. */
    private long busyNanos;
    /** Whether the database has answered at all. */
    private volatile boolean answered;
    /** Whether the application has cancelled its latest operation. */
    private volatile boolean cancelled;
    /** Whether the end of the unit has been seen; later reads belong to no unit. */
    private volatile boolean over;
    /** Whether a step has failed or was given up; after that nothing more is counted. */
    private volatile boolean failed;
    /** The result that the classifier judges at the end. */
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

    /** Runs a step within the unit. */
    <T extends @Nullable Object, X extends Throwable> T step(Call<T, X> call) throws X {
        return step(call, false);
    }

    /** Runs the step that ends the unit if it throws. */
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

    /** {@return the start of a step, for one of the two methods that report its end} */
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
     * Settles the unit if the exception is a failure or belongs to the last step, whatever its outcome is then.
     *
     * @param closed whether the application has closed the object on which the step was called
     */
    void stepThrew(Throwable thrown, long since, boolean last, boolean closed) {
        stepSinceNanos = NO_STEP;
        long took = session.calls().nanos() - since;
        busyNanos += took;
        threw(thrown, took, last, closed);
    }

    /** A call that is not measured has thrown, possibly while a step runs on another thread. */
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

    /** The application begins a new operation: the one it cancelled is over. */
    void begins() {
        cancelled = false;
    }

    /** The application cancels. If the step keeps hanging, its answer may never come: a long one is given up at once. */
    <T extends @Nullable Object, X extends Throwable> T cancel(Call<T, X> call) throws X {
        long step = stepSinceNanos;
        cancelled = true; // first, because the cancelled step may end before this one
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

    /** Gives the unit up, judged by the step alone: before it the database had answered. */
    void giveUp(long tookNanos) {
        failed = true;
        if (session.calls().isLong(tookNanos)) {
            permit.close();
        } else {
            permit.ignore();
        }
    }

    /** The unit has ended, successfully as far as is known. */
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
