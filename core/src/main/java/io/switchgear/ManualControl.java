// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.support.Text;
import java.time.Duration;

/** The operations by hand on a breaker. Each phase that they begin starts with nothing counted. */
final class ManualControl {
    private static final String WHY_REASONS = "it is what operators will read";

    /** The maximum length of a reason that is kept, in characters. */
    private static final int LONGEST_REASON = 500;

    private ManualControl() {}

    /** Holds the breaker in a state; does nothing if it is already in that state. */
    static void hold(StateMachine machine, State state, String what, String reason) {
        String why = what + ": " + checked(machine, reason);
        Phase seen = machine.phase();
        while (seen.state != state && !move(machine, seen, state, StateChange.Kind.BY_HAND, why)) {
            seen = machine.phase();
        }
    }

    /** Opens the breaker for a time given by the operator, and restarts the time if it is open. */
    static void open(StateMachine machine, Duration wait, String reason) {
        String why = "opened: " + checked(machine, wait, reason);
        Phase seen = machine.phase();
        while (!machine.move(seen, OpenPhase.asked(seen, StateChange.Kind.BY_HAND, wait, why))) {
            seen = machine.phase();
        }
    }

    /** Opens the breaker for a time unless it is held; returns whether it did. */
    static boolean openUnlessHeld(StateMachine machine, Duration wait, String reason) {
        String why = "opened: " + checked(machine, wait, reason);
        for (Phase seen = machine.phase(); !seen.state.isManual(); seen = machine.phase()) {
            if (machine.move(seen, OpenPhase.asked(seen, StateChange.Kind.EXTERNAL, wait, why))) {
                return true;
            }
        }
        return false;
    }

    /** Ends an outage as successful probes do; returns whether there was one. */
    static boolean recover(StateMachine machine, String reason) {
        String why = "recovered: " + checked(machine, reason);
        for (Phase seen = machine.phase();
                seen instanceof OpenPhase || seen instanceof HalfOpenPhase || seen instanceof SheddingPhase;
                seen = machine.phase()) {
            long now = seen.now();
            Phase next = RampPhase.after(seen, StateChange.Kind.EXTERNAL, now, why, seen.metrics(now));
            if (machine.move(seen, next)) {
                return true;
            }
        }
        return false;
    }

    /** Releases a breaker that is held; does nothing in the other states. */
    static void release(StateMachine machine, String reason) {
        String why = "released: " + checked(machine, reason);
        Phase seen = machine.phase();
        while (seen.state.isManual() && !move(machine, seen, State.CLOSED, StateChange.Kind.BY_HAND, why)) {
            seen = machine.phase();
        }
    }

    static void reset(StateMachine machine, String reason) {
        String why = "reset: " + checked(machine, reason);
        Phase seen = machine.phase();
        while (!move(machine, seen, State.CLOSED, StateChange.Kind.RESET, why)) {
            seen = machine.phase();
        }
    }

    private static boolean move(StateMachine machine, Phase from, State to, StateChange.Kind kind, String reason) {
        long now = machine.settings().ticker.nanos();
        StateChange change = from.changeTo(to, kind, now, reason, from.metrics(now));
        LastTrip lastTrip = kind == StateChange.Kind.RESET ? LastTrip.NONE : from.lastTripAt(now);
        return machine.move(from, Phase.of(machine, to, now, lastTrip, change));
    }

    private static String checked(StateMachine machine, String reason) {
        return checked(machine, new ConfigErrors(), reason);
    }

    private static String checked(StateMachine machine, Duration wait, String reason) {
        ConfigErrors problems = new ConfigErrors();
        problems.duration("wait", wait, 0);
        return checked(machine, problems, reason);
    }

    /** The reason on one line; throws if it or another setting is wrong. */
    private static String checked(StateMachine machine, ConfigErrors problems, String reason) {
        problems.text("reason", reason, WHY_REASONS);
        problems.throwIfAny(ConfigErrors.quoted(machine.name));
        return Text.oneLine(reason, LONGEST_REASON);
    }
}
