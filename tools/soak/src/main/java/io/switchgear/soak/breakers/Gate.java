// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

import io.switchgear.recovery.ProbeGate;
import io.switchgear.soak.checks.Check;
import io.switchgear.soak.checks.Findings;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** A probe gate that holds probes back and lets them go at random, sometimes for longer than allowed. Thread-safe. */
record Gate(String breaker, Findings findings, Moves moves) implements ProbeGate {
    private static final int USUAL_MILLIS = 200;

    @Override
    public Duration holdsFor(String name, Duration overdue) {
        findings.hold(
                Check.GATE,
                name.equals(breaker) && !moves.haveLookedOn() && overdue.compareTo(Setup.LEASE) < 0,
                () -> breaker + ": the gate was asked for " + name + ", " + overdue + " after the wait"
                        + (moves.haveLookedOn() ? ", by a call in shadow mode" : ""));
        return switch (ThreadLocalRandom.current().nextInt(4)) {
            case 0 -> Duration.ofHours(1);
            case 1 -> Duration.ofMillis(ThreadLocalRandom.current().nextInt(USUAL_MILLIS));
            default -> Duration.ZERO;
        };
    }
}
