// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Binding again makes good what is missing, and touches nothing that is there. */
class BoundAgainTest {
    private final Rig rig = new Rig();
    private final SimpleMeterRegistry meters = rig.registry;
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(rig.config);
    private final CircuitBreakerMetrics metrics =
            CircuitBreakerMetrics.of(breakers).withDurations();
    private CircuitBreaker search;

    @BeforeEach
    void bind() {
        metrics.bindTo(meters);
        search = breakers.get("search");
        search.acquire().success();
        search.acquire().failure();
        breakers.keyed("hosts", 3).at("a").acquire().failure();
    }

    @Test
    void shouldMakeGoodAllMetersAfterTheyWereCleared() {
        List<String> before = rig.meters();
        meters.clear();
        assertThat(rig.meters()).isEmpty();
        metrics.bindTo(meters);
        assertThat(rig.meters()).isEqualTo(before);
        assertThat(rig.value("switchgear.calls", "name", "search", "outcome", "success"))
                .isEqualTo(1);
        assertThat(rig.transitions("closed", "open")).as("counted on").isEqualTo(1);
        assertThat(rig.value("switchgear.probe.due")).isEqualTo(10);
        search.reset("closed");
        assertThat(rig.has("switchgear.probe.due")).isFalse();
        search.acquire().success();
        assertThat(meters.get("switchgear.calls.duration")
                        .tag("outcome", "success")
                        .timer()
                        .count())
                .as("recorded where it is shown")
                .isEqualTo(1);
        breakers.remove("search");
        breakers.remove("hosts");
        assertThat(rig.meters()).isEmpty();
    }

    @Test
    void shouldMakeGoodOneMeterAndLeaveTheOthers() {
        List<Meter> before = meters.getMeters();
        Meter lost =
                meters.get("switchgear.calls.in.flight").tag("name", "search").meter();
        meters.remove(lost);
        metrics.bindTo(meters);
        assertThat(meters.getMeters()).hasSameSizeAs(before);
        before.stream()
                .filter(meter -> meter != lost)
                .forEach(meter -> assertThat(meters.getMeters()).anyMatch(there -> there == meter));
        search.reset("closed");
        try (var permit = search.acquire()) {
            assertThat(rig.value("switchgear.calls.in.flight", "name", "search"))
                    .isEqualTo(1);
            permit.ignore();
        }
    }

    @Test
    void shouldLeaveWhatAnotherBinderHasMadeGood() {
        meters.clear();
        CircuitBreakerMetrics another = CircuitBreakerMetrics.of(breakers).withDurations();
        another.bindTo(meters);
        List<String> shown = rig.meters();
        assertThat(shown).isNotEmpty();
        metrics.close();
        assertThat(rig.meters()).isEqualTo(shown);
        another.close();
        assertThat(rig.meters()).isEmpty();
    }
}
