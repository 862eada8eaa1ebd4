package io.switchgear.soak.breakers;

import io.switchgear.soak.checks.Findings;
import io.switchgear.soak.service.ProbeReports;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** All breakers under soak. Immutable, except for the breakers themselves. */
public final class Breakers implements ProbeReports, AutoCloseable {
    public static final List<String> NAMES =
            List.of(Setup.DEFAULT, Setup.COUNT, Setup.RAMP, Setup.SCHEDULED, Setup.SHEDDING);
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
                        // An observer wraps each admission, so breakers are tested with and without.
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

    @Override
    public void arrived(String breaker, long trip, long call) {
        named(breaker).probes().arrived(trip, call);
    }

    /** Ends their scheduler and the threads of their listeners; the breakers themselves need no closing. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        listening.shutdownNow();
    }
}
