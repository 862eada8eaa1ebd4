// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.model.NaiveBooks.Said;
import io.switchgear.outcome.Outcome;
import io.switchgear.testkit.WayIn;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the end of a call of a {@link Life} says by decision 0009: an outcome, or that it was given up. Immutable. */
public record LifeVerdict(Life life, Ending ending, LifeCalls.@Nullable Caller caller, boolean shown) {
    private static final Set<WayIn> PLAIN = Set.of(WayIn.CALL, WayIn.CALL_WITH_FALLBACK, WayIn.RUN, WayIn.ATTEMPT);

    /** Whether the start of each call is measured, not only where the phase is in doubt. */
    public static boolean alwaysMeasures(WayIn way) {
        return !PLAIN.contains(way);
    }

    /** The operation has ended; {@code interrupted} on the thread that ran it, whose interrupt flag is set. */
    public void operationEnded(NaiveGuest guest, boolean interrupted) {
        Outcome outcome = outcome();
        boolean givenUp = !ending.returns()
                && (isCancelled()
                        || (outcome == Outcome.IGNORED && isStopped())
                        || (outcome == Outcome.FAILURE && interrupted && isDisguise()));
        if (givenUp) {
            life.naive.giveUp(guest);
        } else {
            life.naive.settle(guest, outcome, said());
        }
    }

    /** The caller has put this end into the future: only a timeout is more than giving up. */
    public void callerEnded(NaiveGuest guest) {
        boolean ignored = outcome() == Outcome.IGNORED && !isPastDeadline();
        if (ending != Ending.TIMED_OUT || isCancelled() || outcome() == Outcome.IGNORED && !ignored) {
            life.naive.giveUp(guest);
        } else {
            life.naive.settle(guest, ignored ? Outcome.IGNORED : Outcome.FAILURE, said());
        }
    }

    /** Recorded as a failure that belongs to no call: whether it is counted. */
    public boolean recorded() {
        return outcome() == Outcome.FAILURE && life.naive.recordFailure(said());
    }

    private Outcome outcome() {
        return ending.outcome(life.naive.config.classifier(), life.callbacks, shown);
    }

    private Said said() {
        return ending.said(life.callbacks, life.naive.config, life.hint, shown);
    }

    private boolean isCancelled() {
        return caller != null && caller.context().isCancelled();
    }

    private boolean isPastDeadline() {
        return caller != null && caller.deadline() <= life.books.now;
    }

    /** A rejection by another guard is nobody's doing, however long it took. */
    private boolean isStopped() {
        return ending.wasStopped() || (isPastDeadline() && ending != Ending.FULL);
    }

    private boolean isDisguise() {
        return ending != Ending.TIMED_OUT && ending != Ending.ERROR;
    }
}
