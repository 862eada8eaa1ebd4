package io.switchgear.support;

/** A trip rule that comes with the library, and so can tell the engine what it is made of. Users cannot name this type. */
public interface BuiltIn {
    /**
     * Tells all facts about this rule, in order.
     *
     * @param facts takes down what it needs
     */
    void tell(RuleFacts facts);
}
