// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.ProbeStatus;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Script;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one snapshot tells does not contradict itself, however busy the breaker is meanwhile. */
@Tag("C70")
class SnapshotAgreesTest {
    private static final int CALLS = 6_000;
    private static final int PROBES = 1_000;

    /** Half-open most of the time: a thousand probes are let in, and it opens again for no time. */
    private final Rig rig = new Rig(config -> config.openFor(Backoff.fixed(Duration.ZERO))
            .logChanges(false)
            .halfOpen(HalfOpen.probes(PROBES).required(PROBES / 2).probeTimeout(Duration.ofDays(1))));

    private enum Role {
        CALLER,
        READER
    }

    @ParameterizedTest
    @EnumSource(names = {"CALL", "CALL_ASYNC", "PERMIT"})
    void shouldShowTheSameProbesInMetricsAndStatusWhileHalfOpen(WayIn way) throws Exception {
        rig.breaker.open(Duration.ZERO, "to probe");
        assertThat(contradictions(way)).isEmpty();
    }

    @Test
    void shouldShowTheSameProbesInMetricsAndStatusInShadowMode() throws Exception {
        rig.breaker.metricsOnly("to look on");
        rig.call(WayIn.CALL, Outcome.FAILURE);
        assertThat(contradictions(WayIn.CALL)).isEmpty();
    }

    /** What snapshots said that were taken while others made calls. */
    private List<String> contradictions(WayIn way) throws Exception {
        List<String> found = new ArrayList<>();
        AtomicInteger calling = new AtomicInteger(2);
        Threads.run(Stream.of(Role.CALLER, Role.CALLER, Role.READER).toList(), role -> {
            if (role == Role.READER) {
                do {
                    check(rig.breaker.snapshot(), found);
                } while (calling.get() > 0 && found.size() < 10);
                return null;
            }
            try {
                Script script = new Script(way, rig.breaker, rig.ticker);
                for (int call = 0; call < CALLS; call++) {
                    script.isAdmitted("SSSFI".charAt(ThreadLocalRandom.current().nextInt(5)));
                }
            } finally {
                calling.decrementAndGet();
            }
            return null;
        });
        Snapshot last = rig.breaker.snapshot();
        assertThat(last.inFlight()).isZero();
        check(last, found);
        return found;
    }

    private static void check(Snapshot snapshot, List<String> found) {
        ProbeStatus probes = snapshot.probes().orElse(null);
        State shown = snapshot.wouldBe().orElse(snapshot.state());
        if ((probes != null) != (shown == State.HALF_OPEN)) {
            found.add(shown + " with probes " + probes);
        }
        if (snapshot.nextProbeIn().isPresent() != (shown == State.OPEN)) {
            found.add(shown + " with next probe in " + snapshot.nextProbeIn());
        }
        if (probes != null) {
            if (probes.successes() != snapshot.metrics().successes()
                    || probes.failures() != snapshot.metrics().failures()) {
                found.add(probes + " but " + snapshot.metrics());
            }
            if (probes.successes() + probes.failures() + probes.out() > probes.permitted()) {
                found.add("too many: " + probes);
            }
            if (snapshot.metrics().consecutiveSuccesses() > probes.successes()) {
                found.add("more in a row than in all: " + snapshot.metrics());
            }
        }
    }
}
