package io.switchgear.peers.scenario;

/** What a scenario says of a library. */
public enum Verdict {
    HOLDS,
    BREAKS,
    /** The library has nothing that the scenario could put to the test. */
    DOES_NOT_APPLY,
    /** The scenario did not come to its question. */
    UNCLEAR
}
