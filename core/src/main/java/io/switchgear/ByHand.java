package io.switchgear;

import io.switchgear.support.Text;
import java.time.Duration;

/** The moves of a breaker that people make. What they begin begins with nothing counted. */
final class ByHand {
    private static final String WHY_REASONS = "it is what operators will read";

    /** Longest reason that is kept, in characters. */
    private static final int LONGEST_REASON = 500;

    private ByHand() {}

    /** Holds the breaker in a state; a move to the state that it is in already is none. */
    static void hold(Circuit circuit, State state, String what, String reason) {
        String why = what + ": " + checked(circuit, reason);
        Phase seen = circuit.phase();
        while (seen.state != state && !move(circuit, seen, state, StateChange.Kind.BY_HAND, why)) {
            seen = circuit.phase();
        }
    }

    /** Opens the breaker for a time of the operator's choice, anew also where it is open. */
    static void open(Circuit circuit, Duration wait, String reason) {
        String why = "opened: " + checked(circuit, wait, reason);
        Phase seen = circuit.phase();
        while (!circuit.move(seen, OpenPhase.asked(seen, StateChange.Kind.BY_HAND, wait, why))) {
            seen = circuit.phase();
        }
    }

    /** Opens the breaker for a time unless it is held; tells whether it did. */
    static boolean openUnlessHeld(Circuit circuit, Duration wait, String reason) {
        String why = "opened: " + checked(circuit, wait, reason);
        for (Phase seen = circuit.phase(); !seen.state.isHeld(); seen = circuit.phase()) {
            if (circuit.move(seen, OpenPhase.asked(seen, StateChange.Kind.EXTERNAL, wait, why))) {
                return true;
            }
        }
        return false;
    }

    /** Ends an outage as successful probes do; tells whether there was one. */
    static boolean recover(Circuit circuit, String reason) {
        String why = "recovered: " + checked(circuit, reason);
        for (Phase seen = circuit.phase();
                seen instanceof OpenPhase || seen instanceof HalfOpenPhase || seen instanceof SheddingPhase;
                seen = circuit.phase()) {
            long now = seen.now();
            Phase next = RampPhase.after(seen, StateChange.Kind.EXTERNAL, now, why, seen.metrics(now));
            if (circuit.move(seen, next)) {
                return true;
            }
        }
        return false;
    }

    /** Lets go of a breaker that is held; does nothing in the states that end by themselves. */
    static void release(Circuit circuit, String reason) {
        String why = "released: " + checked(circuit, reason);
        Phase seen = circuit.phase();
        while (seen.state.isHeld() && !move(circuit, seen, State.CLOSED, StateChange.Kind.BY_HAND, why)) {
            seen = circuit.phase();
        }
    }

    static void reset(Circuit circuit, String reason) {
        String why = "reset: " + checked(circuit, reason);
        Phase seen = circuit.phase();
        while (!move(circuit, seen, State.CLOSED, StateChange.Kind.RESET, why)) {
            seen = circuit.phase();
        }
    }

    private static boolean move(Circuit circuit, Phase from, State to, StateChange.Kind kind, String reason) {
        long now = circuit.settings().ticker.nanos();
        StateChange change = from.changeTo(to, kind, now, reason, from.metrics(now));
        Outage outage = kind == StateChange.Kind.RESET ? Outage.NONE : from.outageAt(now);
        return circuit.move(from, Phase.of(circuit, to, now, outage, change));
    }

    private static String checked(Circuit circuit, String reason) {
        return checked(circuit, new Problems(), reason);
    }

    private static String checked(Circuit circuit, Duration wait, String reason) {
        Problems problems = new Problems();
        problems.duration("wait", wait, 0);
        return checked(circuit, problems, reason);
    }

    /** The reason on one line, if nothing is wrong. */
    private static String checked(Circuit circuit, Problems problems, String reason) {
        problems.text("reason", reason, WHY_REASONS);
        problems.throwIfAny(Problems.quoted(circuit.name));
        return Text.oneLine(reason, LONGEST_REASON);
    }
}
