// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values that only a breaker makes, made up for tests of what judges breakers. In core's package, for its constructors. */
public final class Made {
    private Made() {}

    public static Totals totals(
            long admitted,
            long successes,
            long failures,
            long ignored,
            long abandoned,
            long slow,
            long late,
            Map<RejectionReason, Long> rejected) {
        return new Totals(
                new Totals.Values(admitted, successes, failures, ignored, abandoned, slow, late, 0, rejected));
    }

    public static ProbeStatus probeStatus(int permitted, int required, long successes, long failures, int out) {
        return new ProbeStatus(permitted, required, successes, failures, out, 0);
    }

    /** A change of the breaker "prices" with the reason "so". */
    public static StateChange change(
            State from, State to, @Nullable TripRule rule, Metrics metrics, @Nullable Duration openFor, long sequence) {
        return new StateChange(new StateChange.Values(
                "prices",
                from,
                to,
                rule == null ? StateChange.Kind.PROBES : StateChange.Kind.RULE,
                "so",
                Optional.ofNullable(rule),
                metrics,
                Optional.ofNullable(openFor),
                sequence,
                Instant.EPOCH));
    }
}
