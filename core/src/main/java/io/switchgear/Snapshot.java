package io.switchgear;

import io.switchgear.outcome.LastFailure;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A breaker at one moment. Immutable. Taking one changes nothing: what has fallen due is shown as due, and done by the next
 * call.
 *
 * @param name the breaker's name
 * @param state its state
 * @param takenAt when this was taken, by the wall clock
 * @param inStateFor how long it has been in that state
 * @param metrics what its window holds; while half-open, its probes; while open, nothing
 * @param lastTrip the last change to {@link State#OPEN}, with the metrics that caused it; stays when the breaker closes
 * @param totals what it has counted in its life
 * @param attempt openings in a row, the last included; 0 before the first
 * @param nextProbeIn while open, how long until a probe may pass; zero when the next call will be one
 * @param probes while half-open, where the probes stand
 * @param rampShare while ramping up, the share of calls that pass, 0 to 1
 * @param wouldBe while it only looks on, the state in which it would be
 * @param userCodeFailures how often a function given by the user (classifier, rule, listener ...) threw or made no sense
 */
public record Snapshot(
        String name,
        State state,
        Instant takenAt,
        Duration inStateFor,
        Metrics metrics,
        Optional<StateChange> lastTrip,
        Totals totals,
        int attempt,
        Optional<Duration> nextProbeIn,
        Optional<ProbeStatus> probes,
        OptionalDouble rampShare,
        Optional<State> wouldBe,
        long userCodeFailures) {

    private static final double NANOS_PER_SECOND = 1e9;

    static Snapshot of(Circuit circuit) {
        Phase phase = circuit.phase();
        Settings settings = circuit.settings();
        long nowNanos = settings.ticker.nanos();
        return new Snapshot(
                circuit.name,
                phase.state,
                circuit.userCode.instant(settings.config),
                Duration.ofNanos(Math.max(0, nowNanos - phase.sinceNanos)),
                phase.metrics(nowNanos),
                Optional.ofNullable(phase.outage.trip()),
                circuit.ledger.totals(),
                phase.outage.attempt(),
                phase.nextProbeIn(nowNanos),
                phase.probes(nowNanos),
                phase.rampShare(nowNanos),
                phase.wouldBe(),
                circuit.userCode.failures());
    }

    /**
     * When the state began.
     *
     * @return by the wall clock, for display
     */
    public Instant since() {
        return takenAt.minus(inStateFor);
    }

    /**
     * Calls let through and not back yet.
     *
     * @return zero or more
     */
    public long inFlight() {
        return totals.inFlight();
    }

    /**
     * Whether the next call will be let through as a probe although the breaker reads {@link State#OPEN}.
     *
     * @return true once the wait is over
     */
    public boolean isProbeDue() {
        return nextProbeIn.map(Duration::isZero).orElse(false);
    }

    /**
     * The snapshot for export, in this order: {@code name}, {@code state}, {@code since}, {@code inStateSeconds}, {@code
     * windowCalls}, {@code windowSuccesses}, {@code windowFailures}, {@code windowSlowCalls}, {@code failureRate}, {@code
     * slowCallRate}, {@code consecutiveFailures}, {@code lastFailure}, {@code lastTrip}, {@code lastTripAt}, {@code admitted},
     * {@code successes}, {@code failures}, {@code ignored}, {@code slow}, {@code late}, {@code wouldReject}, {@code inFlight}, {@code rejected.}
     * and each {@link RejectionReason}, {@code attempt}, {@code nextProbeInSeconds}, {@code probesOut}, {@code rampShare}, {@code
     * wouldBe}, {@code userCodeFailures}.
     *
     * @return unmodifiable; every key is always there; values are strings, numbers, or {@code null} where there is nothing
     */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("state", state.name());
        map.put("since", since().toString());
        map.put("inStateSeconds", seconds(inStateFor));
        map.put("windowCalls", metrics.calls());
        map.put("windowSuccesses", metrics.successes());
        map.put("windowFailures", metrics.failures());
        map.put("windowSlowCalls", metrics.slowCalls());
        map.put(
                "failureRate",
                metrics.failureRate().isPresent() ? metrics.failureRate().getAsDouble() : null);
        map.put(
                "slowCallRate",
                metrics.slowCallRate().isPresent() ? metrics.slowCallRate().getAsDouble() : null);
        map.put("consecutiveFailures", metrics.consecutiveFailures());
        map.put(
                "lastFailure",
                metrics.lastFailure().map(LastFailure::description).orElse(null));
        map.put("lastTrip", lastTrip.map(StateChange::reason).orElse(null));
        map.put("lastTripAt", lastTrip.map(trip -> trip.at().toString()).orElse(null));
        map.put("admitted", totals.admitted());
        map.put("successes", totals.successes());
        map.put("failures", totals.failures());
        map.put("ignored", totals.ignored());
        map.put("slow", totals.slow());
        map.put("late", totals.late());
        map.put("wouldReject", totals.wouldReject());
        map.put("inFlight", inFlight());
        totals.rejected().forEach((reason, count) -> map.put("rejected." + reason, count));
        map.put("attempt", attempt);
        map.put("nextProbeInSeconds", nextProbeIn.map(Snapshot::seconds).orElse(null));
        map.put("probesOut", probes.map(ProbeStatus::out).orElse(null));
        map.put("rampShare", rampShare.isPresent() ? rampShare.getAsDouble() : null);
        map.put("wouldBe", wouldBe.map(State::name).orElse(null));
        map.put("userCodeFailures", userCodeFailures);
        return Collections.unmodifiableMap(map);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }
}
