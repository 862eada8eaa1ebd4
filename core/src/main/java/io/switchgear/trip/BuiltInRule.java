// SPDX-License-Identifier: Apache-2.0
package io.switchgear.trip;

import io.switchgear.support.BuiltIn;

/** The built-in rules, listed only here. Each rule describes itself to the engine. */
sealed interface BuiltInRule extends TripRule, BuiltIn
        permits AllOf, AnyOf, Condition, ConsecutiveFailures, FailureCount, FailureRate, SlowCallRate, StuckCalls {

    /** Whether a built-in rule holds. */
    static boolean holds(TripRule rule, long calls, long failures, long slowCalls, long run, long runSpanNanos) {
        return rule instanceof BuiltInRule known && known.holds(calls, failures, slowCalls, run, runSpanNanos);
    }
}
