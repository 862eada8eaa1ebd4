package io.switchgear.trip;

import io.switchgear.support.BuiltIn;

/** The rules that come with the library: the one list of them. What the engine must know of one, it tells itself. */
sealed interface BuiltInRule extends TripRule, BuiltIn
        permits AllOf, AnyOf, Condition, ConsecutiveFailures, FailureCount, FailureRate, SlowCallRate, StuckCalls {

    /** Whether a rule that comes with the library holds. */
    static boolean holds(TripRule rule, long calls, long failures, long slowCalls, long run, long runSpanNanos) {
        return rule instanceof BuiltInRule known && known.holds(calls, failures, slowCalls, run, runSpanNanos);
    }
}
