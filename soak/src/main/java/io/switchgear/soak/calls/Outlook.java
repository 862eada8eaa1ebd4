package io.switchgear.soak.calls;

import io.switchgear.CallContext;
import io.switchgear.outcome.Outcome;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a context stood at one moment. A failed call counts by the context as it is at the settlement: what stood so before and
 * after it is sure, what changed in between is one or the other. Immutable.
 */
record Outlook(boolean cancelled, boolean pastDeadline) {
    static final Outlook NONE = new Outlook(false, false);

    static Outlook of(@Nullable CallContext context) {
        return context == null
                ? NONE
                : new Outlook(
                        context.isCancelled(),
                        context.remaining().map(Duration::isZero).orElse(false));
    }

    /** What a failed call may count as, between this moment and a later one. */
    Set<Outcome> outcomes(Outcome plain, Outlook later) {
        if (cancelled) {
            return Set.of(Outcome.IGNORED);
        }
        boolean mayFail = plain == Outcome.FAILURE || later.pastDeadline;
        boolean mayBeIgnored = later.cancelled || (plain == Outcome.IGNORED && !pastDeadline);
        if (plain == Outcome.SUCCESS) {
            return later.cancelled ? Set.of(Outcome.SUCCESS, Outcome.IGNORED) : Set.of(Outcome.SUCCESS);
        }
        return mayFail && mayBeIgnored
                ? Set.of(Outcome.FAILURE, Outcome.IGNORED)
                : Set.of(mayFail ? Outcome.FAILURE : Outcome.IGNORED);
    }
}
