package io.switchgear.micrometer;

import io.micrometer.core.instrument.Tags;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.Totals;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The meters that a breaker and a keyed breaker have in common: calls and changes of state. Thread-safe. */
final class SharedMeters {
    static final String STATE = "switchgear.state";

    private static final String CALLS = "switchgear.calls";
    private static final String TRANSITIONS = "switchgear.transitions";

    private final MeterGroup meters;
    private final Supplier<Totals> totals;

    SharedMeters(MeterGroup meters, Supplier<Totals> totals) {
        this.meters = meters;
        this.totals = totals;
    }

    /** How an enum's constant is written in a tag. */
    static Tags tag(String key, Enum<?> constant) {
        return Tags.of(key, constant.name().toLowerCase(Locale.ROOT));
    }

    void add() {
        meters.gauge(
                "switchgear.calls.in.flight",
                "Calls let through and not back yet",
                Tags.empty(),
                () -> totals.get().inFlight());
        outcome("success", Totals::successes);
        outcome("failure", Totals::failures);
        outcome("ignored", Totals::ignored);
        outcome("abandoned", Totals::abandoned);
        outcome("late", Totals::late);
        counter("switchgear.calls.slow", "Successes and failures slower than the slow-call threshold", Totals::slow);
        counter(
                "switchgear.calls.would.reject",
                "Calls that shadow mode let pass and would have been rejected",
                Totals::wouldReject);
        for (RejectionReason reason : RejectionReason.values()) {
            meters.counter(
                    "switchgear.calls.rejected",
                    "Calls not let through",
                    tag("reason", reason),
                    () -> totals.get().rejected().getOrDefault(reason, 0L));
        }
        // There from the start, since a counter that appears with its first event hides that event from rate().
        count(State.CLOSED, State.OPEN, 0);
        count(State.OPEN, State.HALF_OPEN, 0);
        count(State.HALF_OPEN, State.OPEN, 0);
        count(State.HALF_OPEN, State.CLOSED, 0);
    }

    void changed(StateChange change) {
        count(change.from(), change.to(), 1);
    }

    private void outcome(String outcome, ToLongFunction<Totals> figure) {
        meters.counter(
                CALLS, "Calls that came back", Tags.of("outcome", outcome), () -> figure.applyAsLong(totals.get()));
    }

    private void counter(String name, String description, ToLongFunction<Totals> figure) {
        meters.counter(name, description, Tags.empty(), () -> figure.applyAsLong(totals.get()));
    }

    private void count(State from, State to, int changes) {
        meters.count(TRANSITIONS, "Changes of state", tag("from", from).and(tag("to", to)), changes);
    }
}
