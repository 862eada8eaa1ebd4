// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import io.switchgear.ProbeStatus;
import io.switchgear.State;
import io.switchgear.StateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The results of calls that may have been probes. A decision of a half-open phase needs a number of successes, or failures,
 * of calls that it may have admitted itself. Results of calls from another phase are not among them, so a breaker that
 * closes or opens because of those is found. Guarded by the lock of {@link ProbeWatch}.
 */
final class ProbeResults {
    /** The beginning of the reason when a half-open phase ends although no probe has succeeded or failed. */
    private static final String NO_RESULT = "no probe succeeded or failed";

    private final String breaker;
    private final Findings findings;
    private final List<Maybe> maybes = new ArrayList<>();

    /** A call that may have been a probe after any of these trips. */
    private record Maybe(long firstTrip, long lastTrip, Set<Fate> fates, boolean overdue, boolean answered) {
        boolean mayHaveSucceeded() {
            return fates.contains(Fate.SUCCESS) || (overdue && answered);
        }

        boolean mayHaveFailed() {
            return overdue || fates.contains(Fate.FAILURE) || fates.contains(Fate.ABANDONED);
        }

        boolean isOf(long trip) {
            return firstTrip <= trip && trip <= lastTrip;
        }
    }

    ProbeResults(String breaker, Findings findings) {
        this.breaker = breaker;
        this.findings = findings;
    }

    /** Adds a call that has come back, unless it was certainly not a probe. */
    void add(Ask ask, Set<Fate> fates, boolean overdue) {
        Sighting before = ask.before;
        Sighting entered = ask.entered;
        if (before == null || entered == null || (ask.wasLetInBetweenMoves() && before.rulesOutProbes(entered))) {
            return;
        }
        // After a reset a breaker does not show its last trip, so it may have been any.
        long last = entered.trip() == 0 ? Long.MAX_VALUE : entered.trip();
        maybes.add(new Maybe(before.trip(), last, fates, overdue, ask.isAnswered()));
    }

    /** The number of probes that may have given their place back. */
    long ignored(long trip) {
        return count(trip, maybe -> maybe.fates.contains(Fate.IGNORED));
    }

    /** Checks that a half-open phase that ended by itself had the results that it reports. */
    void judge(List<StateChange> changes, Function<Long, @Nullable ProbeStatus> statuses) {
        for (int i = 1; i < changes.size(); i++) {
            StateChange began = changes.get(i - 1);
            StateChange ended = changes.get(i);
            boolean probed = began.from() == State.OPEN && began.to() == State.HALF_OPEN && !ByHand.isBehind(began);
            if (probed && ended.sequence() == began.sequence() + 1 && !ByHand.isBehind(ended)) {
                decision(began.sequence() - 1, ended, statuses);
            }
        }
    }

    private void decision(long trip, StateChange ended, Function<Long, @Nullable ProbeStatus> statuses) {
        ProbeStatus plan = statuses.apply(trip);
        boolean opened = ended.to() == State.OPEN;
        long needed = plan == null ? 1 : opened ? plan.permitted() - plan.required() + 1 : plan.required();
        if (opened && ended.reason().startsWith(NO_RESULT)) {
            return; // whether it was out for long enough cannot be seen from outside
        }
        long known = count(trip, maybe -> opened ? maybe.mayHaveFailed() : maybe.mayHaveSucceeded());
        findings.hold(
                Check.DECISIONS,
                known >= needed,
                () -> breaker + ": " + ended + " after trip " + trip + "; this requires " + needed + " probes of "
                        + plan + ", but callers know of " + known + " such calls at most");
    }

    void forget() {
        maybes.clear();
    }

    private long count(long trip, Predicate<Maybe> wanted) {
        return maybes.stream().filter(maybe -> maybe.isOf(trip)).filter(wanted).count();
    }
}
