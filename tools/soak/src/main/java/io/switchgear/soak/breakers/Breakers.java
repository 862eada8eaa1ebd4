// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

import io.switchgear.soak.checks.Findings;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** All breakers under soak. Immutable, except for the breakers themselves. */
public final class Breakers implements AutoCloseable {
    public static final List<String> NAMES =
            List.of(Setup.DEFAULT, Setup.COUNT, Setup.RAMP, Setup.SCHEDULED, Setup.SHEDDING);
    /** The header by which a caller says that its call is certainly a probe, and after which trip. */
    public static final String PROBE_HEADER = "Probe-Of";

    private static final int LISTENING_THREADS = 2;

    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(Named.threads("soak-scheduler"));
    private final ExecutorService listening =
            Executors.newFixedThreadPool(LISTENING_THREADS, Named.threads("soak-listener"));
    private final List<SoakedBreaker> single;
    private final SoakedKeys keyed;

    public Breakers(Findings findings) {
        this.single = NAMES.stream()
                .map(name -> new SoakedBreaker(
                        name,
                        findings,
                        scheduler,
                        listening,
                        // An observer wraps each admission: so with and without.
                        name.equals(Setup.COUNT) || name.equals(Setup.SCHEDULED)))
                .toList();
        this.keyed = new SoakedKeys(findings, scheduler);
    }

    public List<SoakedBreaker> single() {
        return single;
    }

    public SoakedKeys keyed() {
        return keyed;
    }

    public SoakedBreaker named(String name) {
        return single.get(NAMES.indexOf(name));
    }

    /** The service says that a request has arrived whose caller says after which trip it is a probe. */
    public void arrived(String path, String trip) {
        String[] parts = path.split("/", -1);
        named(parts[1]).probes().arrived(Long.parseLong(trip), Long.parseLong(parts[2]));
    }

    /** Ends their scheduler and the threads of their listeners; the breakers themselves need no end. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        listening.shutdownNow();
    }
}
