package io.switchgear.support;

/** A trip rule that comes with the library, and so can tell the engine what it is made of. Users cannot name this type. */
public interface BuiltIn {
    /**
     * Tells all facts about this rule, in order.
     *
     * @param facts takes down what it needs
     */
    void tell(RuleFacts facts);

    /**
     * Whether the rule's condition holds and its minimum of calls is reached, by figures of the window and of the run of failures. A rule that looks at others, which
     * {@link RuleFacts#readsEverything} or {@link RuleFacts#looksAtAges} says, is not asked this way.
     *
     * @param calls calls in the window
     * @param failures failed calls in the window
     * @param slowCalls slow calls in the window
     * @param run failures and abandoned calls since the last success
     * @param runSpanNanos time from the first to the last of them, in nanoseconds
     * @return whether it holds
     */
    default boolean holds(long calls, long failures, long slowCalls, long run, long runSpanNanos) {
        return false;
    }
}
