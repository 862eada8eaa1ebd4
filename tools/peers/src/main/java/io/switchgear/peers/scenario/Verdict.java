// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

/** The verdict of a scenario on a library. */
public enum Verdict {
    HOLDS,
    BREAKS,
    /** The library lacks the feature that the scenario tests. */
    DOES_NOT_APPLY,
    /** The scenario did not reach its question. */
    UNCLEAR
}
