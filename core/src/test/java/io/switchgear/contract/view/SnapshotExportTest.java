// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.Permit;
import io.switchgear.rig.Rig;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A snapshot as a map: stable, listed keys and plain values. */
@Tag("C70")
class SnapshotExportTest {
    private final Rig rig = new Rig(config -> config.tripWhen(TripRule.failureCount(3)));

    @Test
    void shouldExportAllKeysInTheDocumentedOrderInEachState() {
        String[] keys = {
            "name",
            "state",
            "since",
            "inStateSeconds",
            "windowCalls",
            "windowSuccesses",
            "windowFailures",
            "windowSlowCalls",
            "windowSlowFailures",
            "failureRate",
            "slowCallRate",
            "consecutiveSuccesses",
            "consecutiveFailures",
            "consecutiveAbandoned",
            "lastFailure",
            "lastFailureAt",
            "lastTrip",
            "lastTripAt",
            "admitted",
            "successes",
            "failures",
            "ignored",
            "abandoned",
            "slow",
            "stale",
            "wouldReject",
            "inFlight",
            "rejected.OPEN",
            "rejected.PROBES_BUSY",
            "rejected.RAMP",
            "rejected.SHED",
            "rejected.FORCED_OPEN",
            "consecutiveOpenings",
            "nextProbeInSeconds",
            "probesOut",
            "rampShare",
            "shedShare",
            "wouldBe",
            "wouldBeTrip",
            "userCodeFailures",
        };
        Rig each = new Rig(config -> config);
        assertThat(each.breaker.snapshot().toMap().keySet()).containsExactly(keys);
        each.trip();
        assertThat(each.breaker.snapshot().toMap().keySet()).containsExactly(keys);
        each.advance(Rig.WAIT);
        each.breaker.acquire();
        assertThat(each.breaker.snapshot().toMap().keySet()).containsExactly(keys);
    }

    @Test
    void shouldExportPlainValues() {
        rig.acquire(2).forEach(Permit::failure);
        rig.advance(Duration.ofMillis(1_500));
        rig.trip();
        rig.advance(Duration.ofMillis(2_500));
        Map<String, @Nullable Object> expected = new HashMap<>();
        expected.put("name", "payments");
        expected.put("state", "OPEN");
        expected.put("since", "2026-03-01T12:00:01.500Z");
        expected.put("inStateSeconds", 2.5);
        expected.put("failureRate", null);
        expected.put("lastTripAt", "2026-03-01T12:00:01.500Z");
        expected.put("admitted", 3L);
        expected.put("failures", 3L);
        expected.put("inFlight", 0L);
        expected.put("consecutiveOpenings", 1);
        expected.put("nextProbeInSeconds", 7.5);
        expected.put("probesOut", null);

        Map<String, @Nullable Object> map = rig.breaker.snapshot().toMap();
        assertThat(map).containsAllEntriesOf(expected);
        assertThat(map.values()).allMatch(value -> value == null || value instanceof String || value instanceof Number);
        assertThatThrownBy(() -> map.put("name", "other")).isInstanceOf(UnsupportedOperationException.class);
    }
}
