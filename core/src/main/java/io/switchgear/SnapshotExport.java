// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.LastFailure;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A snapshot as a map; {@link Snapshot#toMap} names its keys. */
final class SnapshotExport {
    private static final double NANOS_PER_SECOND = 1e9;

    private SnapshotExport() {}

    static Map<String, @Nullable Object> of(Snapshot snapshot) {
        Metrics metrics = snapshot.metrics();
        Totals totals = snapshot.totals();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", snapshot.name());
        map.put("state", snapshot.state().name());
        map.put("since", snapshot.since().toString());
        map.put("inStateSeconds", seconds(snapshot.inStateFor()));
        map.put("windowCalls", metrics.calls());
        map.put("windowSuccesses", metrics.successes());
        map.put("windowFailures", metrics.failures());
        map.put("windowSlowCalls", metrics.slowCalls());
        map.put("windowSlowFailures", metrics.slowFailures());
        map.put("failureRate", number(metrics.failureRate()));
        map.put("slowCallRate", number(metrics.slowCallRate()));
        map.put("consecutiveSuccesses", metrics.consecutiveSuccesses());
        map.put("consecutiveFailures", metrics.consecutiveFailures());
        map.put("consecutiveAbandoned", metrics.consecutiveAbandoned());
        map.put(
                "lastFailure",
                metrics.lastFailure().map(LastFailure::description).orElse(null));
        map.put("lastFailureAt", snapshot.lastFailureAt().map(Instant::toString).orElse(null));
        map.put("lastTrip", snapshot.lastTrip().map(StateChange::reason).orElse(null));
        map.put(
                "lastTripAt",
                snapshot.lastTrip().map(trip -> trip.at().toString()).orElse(null));
        map.put("admitted", totals.admitted());
        map.put("successes", totals.successes());
        map.put("failures", totals.failures());
        map.put("ignored", totals.ignored());
        map.put("abandoned", totals.abandoned());
        map.put("slow", totals.slow());
        map.put("stale", totals.stale());
        map.put("wouldReject", totals.wouldReject());
        map.put("inFlight", snapshot.inFlight());
        totals.rejected().forEach((reason, count) -> map.put("rejected." + reason, count));
        map.put("consecutiveOpenings", snapshot.consecutiveOpenings());
        map.put(
                "nextProbeInSeconds",
                snapshot.nextProbeIn().map(SnapshotExport::seconds).orElse(null));
        map.put("probesOut", snapshot.probes().map(ProbeStatus::out).orElse(null));
        map.put("rampShare", number(snapshot.rampShare()));
        map.put("shedShare", number(snapshot.shedShare()));
        map.put("wouldBe", snapshot.wouldBe().map(State::name).orElse(null));
        map.put("wouldBeTrip", snapshot.wouldBeTrip().map(StateChange::reason).orElse(null));
        map.put("userCodeFailures", snapshot.userCodeFailures());
        return Collections.unmodifiableMap(map);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
