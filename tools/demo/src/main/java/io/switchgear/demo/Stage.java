// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.demo.service.Breakable;
import io.switchgear.demo.service.Hits;
import io.switchgear.demo.service.ServiceMode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Moves the dependency from one mode to the next, and records its faults. Used by one thread; only {@link #mode()} may be
 * called by any.
 */
final class Stage {
    private final Breakable service;
    private final Supplier<Hits> sent;
    private final Supplier<Hits> answered;
    private final Outages outages;
    private final Stopwatch clock;
    private final Report report;

    private volatile ServiceMode mode = ServiceMode.HEALTHY;
    private Hits sentBeforeFault = Hits.NONE;
    private Hits answeredBeforeFault = Hits.NONE;

    /**
     * @param sent the calls that the clients have sent so far
     * @param answered those of them that succeeded
     */
    Stage(
            Breakable service,
            Supplier<Hits> sent,
            Supplier<Hits> answered,
            Outages outages,
            Stopwatch clock,
            Report report) {
        this.service = service;
        this.sent = sent;
        this.answered = answered;
        this.outages = outages;
        this.clock = clock;
        this.report = report;
    }

    ServiceMode mode() {
        return mode;
    }

    /** Enters a mode; returns when the service is in it. */
    void enter(ServiceMode next) throws IOException {
        if (next == mode) {
            return;
        }
        if (next.isHealthy()) {
            bookHits(service.enter(next));
            outages.end(clock.elapsed());
        } else {
            sentBeforeFault = sent.get();
            answeredBeforeFault = answered.get();
            outages.begin(next, clock.elapsed());
            service.enter(next);
        }
        mode = next;
        report.service(clock.elapsed(), next);
    }

    /** Records the effect so far of a fault that continues. */
    void leave() throws IOException {
        if (!mode.isHealthy()) {
            bookHits(service.enter(mode));
        }
    }

    /** Records the calls that it received, which it counts itself if it can. */
    private void bookHits(Optional<Hits> counted) {
        outages.hit(counted.orElseGet(() -> sent.get().minus(sentBeforeFault)));
        outages.answered(answered.get().minus(answeredBeforeFault));
    }
}
