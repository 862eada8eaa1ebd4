// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

/**
 * The finding of a scenario. Immutable.
 *
 * @param verdict the verdict on the library
 * @param seen the observation, in words
 */
public record Finding(Verdict verdict, String seen) {
    static Finding of(boolean holds, String seen) {
        return new Finding(holds ? Verdict.HOLDS : Verdict.BREAKS, seen);
    }
}
