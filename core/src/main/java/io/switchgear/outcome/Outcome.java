// SPDX-License-Identifier: Apache-2.0
package io.switchgear.outcome;

/**
 * The outcome of a call: what its result says about the health of the other side.
 *
 * @since 0.1
 */
public enum Outcome {
    /** The other side answered. */
    SUCCESS,
    /** The other side did not answer as a healthy service does. */
    FAILURE,
    /** The result says nothing about the other side: the call was cancelled, or rejected before it got there. */
    IGNORED
}
