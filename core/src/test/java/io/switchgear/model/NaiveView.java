// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.Health;
import io.switchgear.Made;
import io.switchgear.ProbeStatus;
import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.counting.CallCounts;
import io.switchgear.outcome.LastFailure;
import io.switchgear.support.Durations;
import io.switchgear.support.Text;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What is to be seen of a {@link NaiveBreaker}. Reading changes nothing. */
public final class NaiveView {
    private NaiveView() {}

    public static Snapshot snapshot(NaiveBreaker breaker) {
        NaiveBooks books = breaker.books;
        NaivePhase phase = breaker.phase;
        NaiveBreaker working = phase.beside == null ? breaker : phase.beside;
        return Made.snapshot(
                breaker.name,
                phase.state,
                books.instant(books.now),
                Duration.ofNanos(books.now - phase.since),
                metrics(breaker),
                Optional.ofNullable(phase.trip),
                books.totals(),
                phase.attempt,
                nextProbeIn(working.phase, books.now),
                probes(working.phase, books.now),
                working.phase.ramp == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(share(working.phase, books.now)),
                working.phase.shedding == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(working.phase.shedding.shareOfNow()),
                Optional.ofNullable(phase.beside).map(beside -> beside.phase.state),
                Optional.ofNullable(phase.beside).map(beside -> beside.phase.trip),
                Optional.ofNullable(books.lastFailureAt).map(books::instant),
                books.callbacks.failures);
    }

    public static Metrics metrics(NaiveBreaker breaker) {
        NaiveBreaker working = breaker.phase.beside == null ? breaker : breaker.phase.beside;
        return working.phase.metrics(breaker.books.now, working.config, breaker.books.inFlight(), true);
    }

    private static Optional<Duration> nextProbeIn(NaivePhase phase, long now) {
        return phase.state == State.OPEN ? Optional.of(Duration.ofNanos(left(phase, now))) : Optional.empty();
    }

    private static long left(NaivePhase phase, long now) {
        return Math.max(0, NaiveGate.nextProbe(phase) - now);
    }

    private static Optional<ProbeStatus> probes(NaivePhase phase, long now) {
        if (phase.plan == null) {
            return Optional.empty();
        }
        CallCounts back = phase.held(now);
        long overdue =
                phase.probesOut.stream().filter(probe -> probe.deadline <= now).count();
        return Optional.of(Made.probeStatus(
                phase.plan.probes(),
                phase.plan.required(),
                back.successes(),
                back.failures(),
                phase.probesOut.size(),
                (int) overdue));
    }

    /** The share of calls that a ramp lets in. */
    public static double share(NaivePhase phase, long now) {
        double progress = (double) (now - phase.since) / phase.ramp.duration().toNanos();
        double first = phase.ramp.firstShare();
        return first + (1 - first) * Math.min(1, progress);
    }

    public static Health health(NaiveBreaker breaker) {
        NaivePhase phase = breaker.phase;
        String since = phase.state + " for " + Durations.text(breaker.books.now - phase.since);
        String why = phase.change == null ? "" : ": " + phase.change.reason();
        return switch (phase.state) {
            case OPEN, FORCED_OPEN -> new Health(Health.Status.DOWN, since + why);
            case SHEDDING ->
                new Health(
                        Health.Status.DEGRADED,
                        since + ", rejecting " + Text.percent(phase.shedding.shareOfNow()) + " of the calls" + why);
            case HALF_OPEN -> new Health(Health.Status.DEGRADED, since + why);
            case DISABLED -> new Health(Health.Status.UP, since + why);
            case METRICS_ONLY -> new Health(Health.Status.UP, since + why + "; would be " + phase.beside.phase.state);
            case CLOSED -> {
                Metrics metrics = metrics(breaker);
                TripRule rule = NaiveRules.holding(breaker.config.tripRule(), metrics);
                yield rule == null
                        ? new Health(Health.Status.UP, since)
                        : new Health(Health.Status.DEGRADED, since + ", but " + NaiveRules.explanation(rule, metrics));
            }
        };
    }

    /** The rejection of the last call, as a line of facts. */
    public static String rejection(NaiveBreaker breaker) {
        NaivePhase phase = breaker.phase;
        long now = breaker.books.now;
        boolean forced = breaker.refusedFor == RejectionReason.FORCED_OPEN;
        @Nullable StateChange why = forced ? phase.change : phase.trip;
        @Nullable StateChange own = forced ? null : phase.ownTrip;
        @Nullable StateChange told = own == null ? why : own;
        String last = forced || told == null
                ? ""
                : told.metrics().lastFailure().map(LastFailure::description).orElse("");
        String cause = why == null ? "it was started in this state" : why.reason();
        cause += own == null || own == why ? "" : ", after " + own.reason();
        String evidence = last.isEmpty() || cause.contains(last) ? cause : cause + ", last: " + last;
        String text = breaker.name + " has been " + phase.state + " for " + Durations.text(now - phase.since) + ": ";
        @Nullable
        Duration retryAfter = switch (breaker.refusedFor) {
            case OPEN -> Duration.ofNanos(left(phase, now));
            case PROBES_BUSY ->
                Duration.ofNanos(Math.min(
                        NaiveProbes.silenceEnd(phase) - now,
                        phase.probesOut.stream()
                                .mapToLong(probe -> probe.deadline - now)
                                .min()
                                .orElse(Long.MAX_VALUE)));
            case RAMP, SHED -> Duration.ZERO;
            case FORCED_OPEN -> null;
        };
        text += switch (breaker.refusedFor) {
            case OPEN -> evidence + "; next probe in " + Durations.text(retryAfter);
            case PROBES_BUSY ->
                "all probes are in flight; reason for opening: " + evidence + "; next probe within "
                        + Durations.text(retryAfter);
            case RAMP ->
                "ramping up, this call was not let in; reason for opening: " + evidence + "; the next call may pass";
            case SHED ->
                phase.shedding.story(breaker) + "; reason for shedding: " + evidence + "; the next call may pass";
            case FORCED_OPEN -> evidence;
        };
        return phase.state + ", " + breaker.refusedFor + ", " + breaker.books.instant(phase.since) + ", " + retryAfter
                + ", " + last + ", " + text;
    }
}
