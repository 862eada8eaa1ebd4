// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.Locale;
import java.util.stream.Stream;

/** How long to look for races: quick, as in every build of CI, or long, as before a release. */
enum Stress {
    QUICK(8, 200, 4, 300, "-jvmArgs -Xmx256m -sc false -f 1 -fsm 1 -iters 1 -time 400"),
    LONG(100, 5_000, 50, 5_000, "-m default");

    /** Scenarios that Lincheck's model checker makes up, and how many schedules of each it tries. */
    final int modelScenarios;

    final int modelSchedules;
    /** The same on real threads. */
    final int threadScenarios;

    final int threadSchedules;
    private final String raceArguments;

    Stress(int modelScenarios, int modelSchedules, int threadScenarios, int threadSchedules, String raceArguments) {
        this.modelScenarios = modelScenarios;
        this.modelSchedules = modelSchedules;
        this.threadScenarios = threadScenarios;
        this.threadSchedules = threadSchedules;
        this.raceArguments = raceArguments;
    }

    /** What jcstress is told: how often, how long, and in which kinds of JVM. */
    Stream<String> raceArguments() {
        return Stream.of(raceArguments.split(" "));
    }

    static Stress chosen() {
        return valueOf(System.getProperty("switchgear.stress", "quick").toUpperCase(Locale.ROOT));
    }
}
