// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak;

import io.switchgear.soak.breakers.Breakers;
import io.switchgear.soak.breakers.Hand;
import io.switchgear.soak.breakers.Reclosing;
import io.switchgear.soak.breakers.SoakedBreaker;
import io.switchgear.soak.calls.Callers;
import io.switchgear.soak.checks.Findings;
import io.switchgear.toolkit.Interruption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The time after an episode in which every breaker must close. Not thread-safe. */
final class Recovery {
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private final Breakers breakers;
    private final Callers callers;
    private final Findings findings;
    private final Interruption interruption;
    private long count;
    private long slowestNanos;

    Recovery(Breakers breakers, Callers callers, Findings findings, Interruption interruption) {
        this.breakers = breakers;
        this.callers = callers;
        this.findings = findings;
        this.interruption = interruption;
    }

    /** {@return the number of recoveries so far} */
    long count() {
        return count;
    }

    /** {@return the longest time that a breaker took to close} */
    long slowestNanos() {
        return slowestNanos;
    }

    /** Waits until all are closed, or have taken too long, which is reported; the service must be healthy by now. */
    void await() {
        callers.calm(true);
        while (callers.areWild() && !interruption.await(LOOK_EVERY)) {
            // Calls from before the recovery may fail, and open a breaker, as long as they are out.
        }
        List<Reclosing> open = new ArrayList<>();
        breakers.single().forEach(breaker -> open.add(breaker.reclosing()));
        open.add(breakers.keyed().reclosing());
        long lateNanos = 0;
        while (!open.isEmpty() && !interruption.isAsked()) {
            long late = lateNanos;
            open.removeIf(each -> isOver(each, late));
            long before = System.nanoTime();
            interruption.await(LOOK_EVERY);
            lateNanos += Math.max(0, System.nanoTime() - before - LOOK_EVERY.toNanos());
        }
        count++;
        // A breaker that did not close has been reported; the soak goes on.
        breakers.single().stream()
                .filter(breaker -> !breaker.isClosed())
                .forEach((SoakedBreaker breaker) -> breaker.hand(Hand.RESET, 0));
    }

    private boolean isOver(Reclosing each, long lateNanos) {
        OptionalLong took = each.check(findings, () -> lateNanos);
        took.ifPresent(nanos -> slowestNanos = Math.max(slowestNanos, nanos));
        return took.isPresent();
    }
}
