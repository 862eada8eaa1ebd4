// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import io.switchgear.CircuitBreaker;
import io.switchgear.Snapshot;
import io.switchgear.StateChange;
import io.switchgear.Totals;
import io.switchgear.outcome.LastFailure;
import io.switchgear.support.Durations;
import java.time.Duration;

/** A description of a breaker, for messages of failed tests. */
final class Explanation {
    private Explanation() {}

    /** Uses the reason of the breaker's health, which also contains the reason of a hold by hand, unlike a snapshot. */
    static String of(CircuitBreaker breaker, Snapshot snapshot) {
        return explain(snapshot, breaker.health().reason());
    }

    static String of(Snapshot snapshot) {
        return explain(snapshot, snapshot.state() + " for " + Durations.text(snapshot.inStateFor()));
    }

    private static String explain(Snapshot snapshot, String state) {
        Totals totals = snapshot.totals();
        long rejected =
                totals.rejected().values().stream().mapToLong(Long::longValue).sum();
        return snapshot.name() + " has been " + state
                + snapshot.lastTrip().map(trip -> trip(trip, state)).orElse("")
                + snapshot.nextProbeIn().map(Explanation::probe).orElse("")
                + "; since its creation " + totals.admitted() + " admitted: " + totals.successes() + " successes, "
                + totals.failures() + " failures, " + totals.ignored() + " ignored, " + totals.stale() + " stale, "
                + totals.inFlight() + " in flight; " + rejected + " rejected";
    }

    private static String trip(StateChange trip, String told) {
        String last = trip.metrics()
                .lastFailure()
                .map(LastFailure::description)
                .map(", last: "::concat)
                .orElse("");
        return (told.contains(trip.reason()) ? "" : "; last trip: " + trip.reason()) + last;
    }

    private static String probe(Duration in) {
        return in.isZero()
                ? "; its wait is over, so the next call will be a probe"
                : "; next probe in " + Durations.text(in);
    }
}
