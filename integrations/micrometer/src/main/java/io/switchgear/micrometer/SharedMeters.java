// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import io.micrometer.core.instrument.Tags;
import io.switchgear.BreakerEvent;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.StateChange.Kind;
import io.switchgear.Totals;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The meters that plain and keyed breakers have in common: calls and changes of state. Thread-safe. */
final class SharedMeters {
    private static final String CALLS = "switchgear.calls";

    private final MeterGroup meters;
    private final String transitions;
    private final Supplier<Totals> totals;
    /** Guarded by this object's lock. */
    private final Map<Transition, AtomicLong> changes = new HashMap<>();

    private record Transition(State from, State to, Kind kind) {}

    /** Creates meters of calls by their totals, and of changes of state under the given name. */
    SharedMeters(MeterGroup meters, String transitions, Supplier<Totals> totals) {
        this.meters = meters;
        this.transitions = transitions;
        this.totals = totals;
    }

    /** A tag with the text of an enum constant. */
    static Tags tag(String key, Enum<?> constant) {
        return Tags.of(key, constant.name().toLowerCase(Locale.ROOT));
    }

    /** Adds the meters, including the changes of state that a breaker with this configuration makes by itself. */
    void add(CircuitBreakerConfig config) {
        meters.gauge(
                "switchgear.calls.in.flight",
                "Calls admitted and not back yet",
                Tags.empty(),
                () -> totals.get().inFlight());
        outcome("success", Totals::successes);
        outcome("failure", Totals::failures);
        outcome("ignored", Totals::ignored);
        outcome("abandoned", Totals::abandoned);
        outcome("stale", Totals::stale);
        counter("switchgear.calls.slow", "Successes and failures slower than the slow-call threshold", Totals::slow);
        counter(
                "switchgear.calls.would.reject",
                "Calls that passed in shadow mode and would have been rejected",
                Totals::wouldReject);
        for (RejectionReason reason : RejectionReason.values()) {
            meters.counter(
                    "switchgear.calls.rejected",
                    "Rejected calls",
                    tag("reason", reason),
                    () -> totals.get().rejected().getOrDefault(reason, 0L));
        }
        // Present from the start, because a counter that appears with its first event hides that event from rate().
        count(new Transition(State.CLOSED, State.OPEN, Kind.RULE), 0);
        count(new Transition(State.OPEN, State.HALF_OPEN, Kind.WAIT_OVER), 0);
        count(new Transition(State.HALF_OPEN, State.OPEN, Kind.PROBES), 0);
        count(new Transition(State.HALF_OPEN, State.CLOSED, Kind.PROBES), 0);
        if (!config.shedding().isOff()) {
            count(new Transition(State.CLOSED, State.SHEDDING, Kind.RULE), 0);
            count(new Transition(State.SHEDDING, State.CLOSED, Kind.SHEDDING_OVER), 0);
        }
    }

    /** Counts an event if it is a change of state. */
    void happened(BreakerEvent event) {
        if (event instanceof StateChange change) {
            count(new Transition(change.from(), change.to(), change.kind()), 1);
        }
    }

    private void outcome(String outcome, ToLongFunction<Totals> figure) {
        meters.counter(
                CALLS, "Calls that came back", Tags.of("outcome", outcome), () -> figure.applyAsLong(totals.get()));
    }

    private void counter(String name, String description, ToLongFunction<Totals> figure) {
        meters.counter(name, description, Tags.empty(), () -> figure.applyAsLong(totals.get()));
    }

    private synchronized void count(Transition transition, int number) {
        AtomicLong count = changes.get(transition);
        if (count == null) {
            count = new AtomicLong();
            changes.put(transition, count);
            meters.counter(
                    transitions,
                    "Changes of state",
                    tag("from", transition.from).and(tag("to", transition.to)).and(tag("kind", transition.kind)),
                    count::get);
        }
        count.addAndGet(number);
    }
}
