// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.State;
import io.switchgear.demo.service.Hits;
import io.switchgear.demo.service.ServiceMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The faults of a day, the current or latest one last. Thread-safe. */
final class Outages {
    /** Guarded by this. */
    private final List<Outage> outages = new ArrayList<>();

    synchronized void begin(ServiceMode fault, Duration at) {
        outages.add(Outage.of(fault, at));
    }

    synchronized void end(Duration at) {
        change(outage -> outage.endedAt(at));
    }

    /** Adds calls that the faulty service received. */
    synchronized void hit(Hits hits) {
        change(outage -> outage.with(hits));
    }

    /** Adds calls that succeeded during the fault. */
    synchronized void answered(Hits hits) {
        change(outage -> outage.withAnswered(hits));
    }

    synchronized void breakerBecame(State state, Duration at) {
        switch (state) {
            case OPEN, SHEDDING -> change(outage -> outage.breakerOpenedAt(at));
            case CLOSED -> change(outage -> outage.breakerClosedAt(at));
            default -> {}
        }
    }

    synchronized List<Outage> list() {
        return List.copyOf(outages);
    }

    private void change(UnaryOperator<Outage> how) {
        if (!outages.isEmpty()) {
            int last = outages.size() - 1;
            outages.set(last, how.apply(outages.get(last)));
        }
    }
}
