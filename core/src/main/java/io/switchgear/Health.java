// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.support.Durations;
import io.switchgear.support.Text;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The health of the dependency that a breaker protects, for dashboards and readiness probes. Never use it in a liveness
 * probe: restarting the program does not repair the dependency. Immutable.
 *
 * @param status the status
 * @param reason the reason, in one line
 * @since 0.1
 */
public record Health(Status status, String reason) {
    /** The maximum number of breakers named in a reason. */
    private static final int MOST_NAMED = 3;

    /** The status of a dependency. */
    public enum Status {
        /** Calls pass and nothing is wrong. */
        UP,
        /** Some calls pass, or all pass although a trip rule's threshold is reached. */
        DEGRADED,
        /** No call passes. */
        DOWN
    }

    static Health of(StateMachine machine) {
        Phase phase = machine.phase();
        ResolvedConfig settings = machine.settings();
        long now = settings.ticker.nanos();
        String since = phase.state + " for " + Durations.text(now - phase.sinceNanos);
        String why = phase.change == null ? "" : ": " + phase.change.reason();
        return switch (phase.state) {
            case OPEN, FORCED_OPEN -> new Health(Status.DOWN, since + why);
            case SHEDDING -> new Health(Status.DEGRADED, since + shedding(phase.view(now)) + why);
            case HALF_OPEN -> new Health(Status.DEGRADED, since + why);
            case DISABLED -> new Health(Status.UP, since + why);
            case METRICS_ONLY ->
                new Health(
                        Status.UP,
                        since
                                + why
                                + phase.view(now)
                                        .wouldBe()
                                        .map(state -> "; would be " + state)
                                        .orElse(""));
            case CLOSED -> closed(machine, phase.metrics(now), since);
        };
    }

    private static String shedding(PhaseView view) {
        return ", rejecting " + Text.percent(view.shedShare().orElse(0)) + " of the calls";
    }

    private static Health closed(StateMachine machine, Metrics metrics, String since) {
        TripRule rule = machine.settings().trip.holding(metrics, machine.callbacks);
        return rule == null
                ? new Health(Status.UP, since)
                : new Health(Status.DEGRADED, since + ", but " + machine.callbacks.explain(rule, metrics));
    }

    /** The worst of several healths, in the order of the names; up if there are none. */
    static Health worst(Map<String, Health> byName) {
        Optional<Status> worst = byName.values().stream().map(Health::status).max(Comparator.naturalOrder());
        if (worst.isEmpty()) {
            return new Health(Status.UP, "no breakers");
        }
        Status status = worst.get();
        List<String> names = byName.entrySet().stream()
                .filter(each -> each.getValue().status == status)
                .map(Map.Entry::getKey)
                .toList();
        String count = names.size() + " of " + byName.size() + " " + status;
        if (status == Status.UP) {
            return new Health(status, count);
        }
        String more = names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "";
        String first = names.get(0);
        String named = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))) + more;
        Health why = byName.get(first);
        return new Health(status, count + ": " + named + (why == null ? "" : "; " + first + " is " + why.reason));
    }
}
