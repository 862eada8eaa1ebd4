// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.fleet.Fleet;
import io.switchgear.fleet.InMemoryStore;
import io.switchgear.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FleetMetricsTest {
    private final VirtualTime time = new VirtualTime();
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.builder()
            .ticker(time.ticker())
            .logChanges(false)
            .build());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private boolean storeIsUp = true;

    private double gauge(String name, String... tags) {
        return meters.get(name).tags(tags).gauge().value();
    }

    @Test
    void shouldShowAFleetFromItsBeginningToItsEnd() {
        breakers.get("payments");
        breakers.get("search");
        InMemoryStore store = new InMemoryStore(time.ticker(), task -> {
            if (storeIsUp) {
                task.run();
            }
        });
        try (Fleet fleet = Fleet.of("shop", store)
                        .scheduler(time.scheduler())
                        .ticker(time.ticker())
                        .join(breakers);
                FleetMetrics binder = FleetMetrics.of(fleet)) {
            binder.bindTo(meters);
            binder.bindTo(meters);
            assertThat(meters.getMeters()).hasSize(7);
            assertThat(gauge("switchgear.fleet.answer.age", "fleet", "shop")).isNaN();

            time.runFor(Duration.ofSeconds(1));
            assertThat(gauge("switchgear.fleet.breakers", "state", "CLOSED")).isEqualTo(2);
            fleet.hold("payments", Duration.ofMinutes(1), "ops", "test");
            time.runFor(Duration.ofSeconds(1));
            assertThat(gauge("switchgear.fleet.breakers", "state", "CLOSED")).isEqualTo(1);
            assertThat(gauge("switchgear.fleet.breakers", "state", "HELD")).isEqualTo(1);
            assertThat(gauge("switchgear.fleet.voting")).isZero();
            assertThat(gauge("switchgear.fleet.alone")).isZero();
            assertThat(gauge("switchgear.fleet.answer.age")).isBetween(0.0, 10.0);

            storeIsUp = false;
            time.runFor(Duration.ofSeconds(30));
            assertThat(gauge("switchgear.fleet.alone")).isEqualTo(2);
            assertThat(gauge("switchgear.fleet.answer.age")).isGreaterThan(20);
            assertThat(meters.get("switchgear.fleet.unanswered")
                            .functionCounter()
                            .count())
                    .isPositive();
        }
        assertThat(meters.getMeters()).isEmpty();
    }
}
