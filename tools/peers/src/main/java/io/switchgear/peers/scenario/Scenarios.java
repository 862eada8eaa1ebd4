// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import java.util.List;
import java.util.stream.Stream;

/** All scenarios, in the order of the table. */
public final class Scenarios {
    private Scenarios() {}

    public static List<Scenario> all() {
        return Stream.of(
                        Tripping.all(),
                        Windows.all(),
                        Clocks.all(),
                        LateResults.all(),
                        Probes.all(),
                        Cancelling.all(),
                        Classifying.all(),
                        UserCode.all(),
                        Listeners.all(),
                        Operating.all(),
                        GivingUp.all(),
                        Deciding.all())
                .flatMap(List::stream)
                .toList();
    }
}
