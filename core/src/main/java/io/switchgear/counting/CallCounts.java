package io.switchgear.counting;

import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settled calls by kind: each call is counted in exactly one figure, so that sums and differences of counts never
 * contradict each other. Immutable.
 */
record CallCounts(long fastSuccesses, long slowSuccesses, long fastFailures, long slowFailures) {
    static final CallCounts NONE = new CallCounts(0, 0, 0, 0);

    /** The kinds, as indexes of striped counters. */
    static final int FAST_SUCCESS = 0;

    static final int SLOW_SUCCESS = 1;
    static final int FAST_FAILURE = 2;
    static final int SLOW_FAILURE = 3;
    static final int KINDS = 4;

    static int kind(boolean failed, boolean slow) {
        return (failed ? FAST_FAILURE : FAST_SUCCESS) + (slow ? 1 : 0);
    }

    long successes() {
        return fastSuccesses + slowSuccesses;
    }

    long failures() {
        return fastFailures + slowFailures;
    }

    long calls() {
        return successes() + failures();
    }

    /** The metrics of a phase in which so many successes have been counted. */
    Metrics metrics(
            Window window,
            Evidence evidence,
            long phaseSuccesses,
            @Nullable Duration abandonedAfter,
            long inFlight,
            long stuckCalls) {
        return Metrics.builder(window)
                .successes(successes())
                .failures(failures())
                .slowSuccesses(slowSuccesses)
                .slowFailures(slowFailures)
                .consecutiveFailures(evidence.run().length)
                .consecutiveAbandoned(evidence.run().abandoned())
                .consecutiveSuccesses(evidence.successesSince(phaseSuccesses))
                .abandonedAfter(abandonedAfter)
                .consecutiveFailuresSpan(evidence.run().span())
                .inFlight(inFlight)
                .stuckCalls(stuckCalls)
                .lastFailure(evidence.last())
                .build();
    }

    /** One more call of this kind. */
    CallCounts plus(int kind) {
        return new CallCounts(
                fastSuccesses + (kind == FAST_SUCCESS ? 1 : 0),
                slowSuccesses + (kind == SLOW_SUCCESS ? 1 : 0),
                fastFailures + (kind == FAST_FAILURE ? 1 : 0),
                slowFailures + (kind == SLOW_FAILURE ? 1 : 0));
    }

    CallCounts minus(CallCounts earlier) {
        return new CallCounts(
                fastSuccesses - earlier.fastSuccesses,
                slowSuccesses - earlier.slowSuccesses,
                fastFailures - earlier.fastFailures,
                slowFailures - earlier.slowFailures);
    }
}
