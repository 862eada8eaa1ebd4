// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.Health;
import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.StateChange;
import io.switchgear.Totals;
import io.switchgear.support.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A breaker's own figures, as text for people. Immutable. */
final class BreakerText {
    private static final int MARGIN = 14;

    private final StringBuilder text = new StringBuilder("The breaker at the end").append(System.lineSeparator());
    private final int width;

    BreakerText(Health health, Snapshot snapshot, int width) {
        this.width = width;
        Totals totals = snapshot.totals();
        line("health", health.status() + ": " + health.reason());
        line("window", snapshot.metrics().describe(snapshot.metrics().failures()) + " failed");
        line("last trip", snapshot.lastTrip().map(trip -> trip(trip, snapshot)).orElse("never"));
        line(
                "admitted",
                totals.admitted() + ": " + totals.successes() + " successes, " + totals.failures() + " failures, "
                        + totals.ignored() + " ignored, " + totals.stale() + " stale, " + totals.inFlight()
                        + " in flight");
        line("rejected", rejected(totals.rejected()));
        snapshot.nextProbeIn().ifPresent(wait -> line("next probe", "in " + Durations.text(wait)));
        snapshot.probes()
                .ifPresent(probes -> line(
                        "probes",
                        probes.successes() + " succeeded, " + probes.failures() + " failed, " + probes.out() + " out"));
        snapshot.rampShare().ifPresent(share -> line("ramp", Wording.percent(share) + " of the calls pass"));
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static String trip(StateChange trip, Snapshot snapshot) {
        Duration ago = Duration.between(trip.at(), snapshot.takenAt());
        String waited =
                trip.openFor().map(wait -> "; wait of " + Durations.text(wait)).orElse("");
        return Durations.text(ago) + " ago, " + trip.from() + " -> " + trip.to() + ": " + trip.reason() + waited;
    }

    private static String rejected(Map<RejectionReason, Long> rejected) {
        long all = rejected.values().stream().mapToLong(Long::longValue).sum();
        return all
                + rejected.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", ", all == 0 ? "" : ": ", ""));
    }

    private void line(String name, String said) {
        String padded = "  " + name + " ".repeat(MARGIN - 2 - name.length());
        text.append(Wording.wrapped(padded + said, width, MARGIN)).append(System.lineSeparator());
    }
}
