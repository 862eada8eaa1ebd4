// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

import io.switchgear.BreakerEvent;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.soak.checks.ByHand;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts openings and their announced waits. Thread-safe. */
public final class Openings implements Consumer<BreakerEvent> {
    private final LongAdder openings = new LongAdder();
    private final LongAdder waitNanos = new LongAdder();
    private final LongAdder transitions = new LongAdder();
    private final LongAdder byHand = new LongAdder();

    Openings() {}

    @Override
    public void accept(BreakerEvent event) {
        if (event instanceof StateChange change) {
            (ByHand.isBehind(change) ? byHand : transitions).increment();
            if (change.to() == State.OPEN) {
                openings.increment();
                change.openFor().ifPresent(wait -> waitNanos.add(wait.toNanos()));
            }
        }
    }

    public long openings() {
        return openings.sum();
    }

    /** {@return the sum of all waits} */
    public long waitNanos() {
        return waitNanos.sum();
    }

    /** {@return the number of changes that it made by itself} */
    public long transitions() {
        return transitions.sum();
    }

    /** {@return the number of changes made by the soak's operations} */
    public long byHand() {
        return byHand.sum();
    }
}
