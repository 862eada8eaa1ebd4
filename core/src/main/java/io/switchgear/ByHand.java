package io.switchgear;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The moves of a breaker that people make, and its first phase. What they begin begins with nothing counted. */
final class ByHand {
    private static final String WHY_REASONS = "it is what operators will read";

    private ByHand() {}

    static Phase first(Circuit circuit, State state) {
        long now = circuit.settings().ticker.nanos();
        return switch (state) {
            case OPEN -> OpenPhase.first(circuit, now);
            case HALF_OPEN -> HalfOpenPhase.first(circuit, now);
            default -> phase(circuit, state, now, Outage.NONE, null);
        };
    }

    /** Holds the breaker in a state; a move to the state that it is in already is none. */
    static void hold(Circuit circuit, State state, String what, String reason) {
        check(circuit, reason);
        Phase seen = circuit.phase();
        while (seen.state != state && !move(circuit, seen, state, StateChange.Kind.BY_HAND, what + ": " + reason)) {
            seen = circuit.phase();
        }
    }

    /** Opens the breaker for a time of the operator's choice, anew also where it is open. */
    static void open(Circuit circuit, Duration wait, String reason) {
        check(circuit, wait, reason);
        Phase seen = circuit.phase();
        while (!circuit.move(seen, OpenPhase.asked(seen, StateChange.Kind.BY_HAND, wait, "opened: " + reason))) {
            seen = circuit.phase();
        }
    }

    /** Opens the breaker for a time unless it is held; tells whether it did. */
    static boolean openUnlessHeld(Circuit circuit, Duration wait, String reason) {
        check(circuit, wait, reason);
        for (Phase seen = circuit.phase(); !seen.state.isHeld(); seen = circuit.phase()) {
            if (circuit.move(seen, OpenPhase.asked(seen, StateChange.Kind.EXTERNAL, wait, "opened: " + reason))) {
                return true;
            }
        }
        return false;
    }

    /** Ends an outage as successful probes do; tells whether there was one. */
    static boolean recover(Circuit circuit, String reason) {
        check(circuit, reason);
        for (Phase seen = circuit.phase();
                seen instanceof OpenPhase || seen instanceof HalfOpenPhase;
                seen = circuit.phase()) {
            long now = seen.now();
            Phase next =
                    RampPhase.after(seen, StateChange.Kind.EXTERNAL, now, "recovered: " + reason, seen.metrics(now));
            if (circuit.move(seen, next)) {
                return true;
            }
        }
        return false;
    }

    /** Lets go of a breaker that is held; does nothing in the states that end by themselves. */
    static void release(Circuit circuit, String reason) {
        check(circuit, reason);
        Phase seen = circuit.phase();
        while (seen.state.isHeld()
                && !move(circuit, seen, State.CLOSED, StateChange.Kind.BY_HAND, "released: " + reason)) {
            seen = circuit.phase();
        }
    }

    static void reset(Circuit circuit, String reason) {
        check(circuit, reason);
        Phase seen = circuit.phase();
        while (!move(circuit, seen, State.CLOSED, StateChange.Kind.RESET, "reset: " + reason)) {
            seen = circuit.phase();
        }
    }

    private static boolean move(Circuit circuit, Phase from, State to, StateChange.Kind kind, String reason) {
        long now = circuit.settings().ticker.nanos();
        StateChange change = from.changeTo(to, kind, now, reason, from.metrics(now));
        Outage outage = kind == StateChange.Kind.RESET ? Outage.NONE : from.outageAt(now);
        return circuit.move(from, phase(circuit, to, now, outage, change));
    }

    private static Phase phase(
            Circuit circuit, State state, long sinceNanos, Outage outage, @Nullable StateChange change) {
        return switch (state) {
            case FORCED_OPEN, DISABLED -> new HeldPhase(circuit, state, sinceNanos, outage, change);
            case METRICS_ONLY -> new MetricsOnlyPhase(circuit, sinceNanos, outage, change);
            default -> new ClosedPhase(circuit, sinceNanos, outage, change);
        };
    }

    private static void check(Circuit circuit, Duration wait, String reason) {
        Problems problems = new Problems();
        problems.duration("wait", wait, 0);
        problems.text("reason", reason, WHY_REASONS);
        problems.throwIfAny("\"" + circuit.name + "\"");
    }

    private static void check(Circuit circuit, String reason) {
        Problems problems = new Problems();
        problems.text("reason", reason, WHY_REASONS);
        problems.throwIfAny("\"" + circuit.name + "\"");
    }
}
