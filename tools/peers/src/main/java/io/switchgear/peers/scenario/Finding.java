package io.switchgear.peers.scenario;

/**
 * What a scenario found. Immutable.
 *
 * @param verdict what it says of the library
 * @param seen what was observed, in words made from it
 */
public record Finding(Verdict verdict, String seen) {
    static Finding of(boolean holds, String seen) {
        return new Finding(holds ? Verdict.HOLDS : Verdict.BREAKS, seen);
    }
}
