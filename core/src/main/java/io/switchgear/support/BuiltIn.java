// SPDX-License-Identifier: Apache-2.0
package io.switchgear.support;

/** A built-in trip rule, which can describe itself to the engine. Users cannot name this type. */
public interface BuiltIn {
    /**
     * Reports all facts about this rule, in order.
     *
     * @param facts the receiver of the facts
     */
    void tell(RuleFacts facts);

    /**
     * Returns whether the rule's condition holds and its minimum of calls is reached, by figures of the window and of the
     * run of failures. Not called for a rule that needs other figures, which {@link RuleFacts#readsEverything} or
     * {@link RuleFacts#looksAtAges} reports.
     *
     * @param calls calls in the window
     * @param failures failed calls in the window
     * @param slowCalls slow calls in the window
     * @param run failures and abandoned calls since the last success
     * @param runSpanNanos time from the first to the last of them, in nanoseconds
     * @return whether the rule holds
     */
    default boolean holds(long calls, long failures, long slowCalls, long run, long runSpanNanos) {
        return false;
    }
}
