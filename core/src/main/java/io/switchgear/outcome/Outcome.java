package io.switchgear.outcome;

/**
 * What the result of a call says about the health of what was called.
 *
 * @since 0.1
 */
public enum Outcome {
    /** It answered. */
    SUCCESS,
    /** It did not answer as a healthy service does. */
    FAILURE,
    /** The result says nothing about it: the call was cancelled, or rejected before it got there. */
    IGNORED
}
