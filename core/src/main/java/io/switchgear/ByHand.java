package io.switchgear;

import io.switchgear.support.Text;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The moves of a breaker that people make, and its first phase. What they begin begins with nothing counted. */
final class ByHand {
    private static final String WHY_REASONS = "it is what operators will read";

    /** Longest reason that is kept, in characters. */
    private static final int LONGEST_REASON = 500;

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
        String why = what + ": " + checked(circuit, reason);
        Phase seen = circuit.phase();
        while (seen.state != state && !move(circuit, seen, state, why, seen.outage)) {
            seen = circuit.phase();
        }
    }

    /** Opens the breaker for a time of the operator's choice, anew also where it is open. */
    static void open(Circuit circuit, Duration wait, String reason) {
        Problems problems = new Problems();
        problems.duration("wait", wait, 0);
        String why = "opened: " + checked(circuit, problems, reason);
        Phase seen = circuit.phase();
        while (!circuit.move(seen, OpenPhase.byHand(seen, wait, why))) {
            seen = circuit.phase();
        }
    }

    /** Lets go of a breaker that is held; does nothing in the states that end by themselves. */
    static void release(Circuit circuit, String reason) {
        String why = "released: " + checked(circuit, reason);
        Phase seen = circuit.phase();
        while (seen.state.isHeld() && !move(circuit, seen, State.CLOSED, why, seen.outage)) {
            seen = circuit.phase();
        }
    }

    static void reset(Circuit circuit, String reason) {
        String why = "reset: " + checked(circuit, reason);
        Phase seen = circuit.phase();
        while (!move(circuit, seen, State.CLOSED, why, Outage.NONE)) {
            seen = circuit.phase();
        }
    }

    private static boolean move(Circuit circuit, Phase from, State to, String reason, Outage outage) {
        long now = circuit.settings().ticker.nanos();
        StateChange change = from.changeTo(to, now, reason, from.metrics(now));
        return circuit.move(from, phase(circuit, to, now, outage, change));
    }

    private static Phase phase(
            Circuit circuit, State state, long sinceNanos, Outage outage, @Nullable StateChange change) {
        return switch (state) {
            case FORCED_OPEN -> new ForcedOpenPhase(circuit, sinceNanos, outage, change);
            case DISABLED -> new DisabledPhase(circuit, sinceNanos, outage, change);
            case METRICS_ONLY -> new MetricsOnlyPhase(circuit, sinceNanos, outage, change);
            default -> new ClosedPhase(circuit, sinceNanos, outage, change);
        };
    }

    private static String checked(Circuit circuit, String reason) {
        return checked(circuit, new Problems(), reason);
    }

    /** The reason on one line, if nothing is wrong. */
    private static String checked(Circuit circuit, Problems problems, String reason) {
        problems.text("reason", reason, WHY_REASONS);
        problems.throwIfAny(Problems.quoted(circuit.name));
        return Text.oneLine(reason, LONGEST_REASON);
    }
}
