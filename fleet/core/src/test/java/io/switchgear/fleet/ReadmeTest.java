// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.recovery.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snippets of the README and the guide. */
class ReadmeTest {
    private final FleetStore store = new InMemoryStore();
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    @Test
    void shouldJoinARegistry() {
        // region join
        Fleet fleet = Fleet.of("shop", store).join(registry); // close() leaves
        // endregion
        registry.get("payments");

        assertThat(fleet.views()).hasSize(1);
        fleet.close();
    }

    @Test
    void shouldTakeSettings() {
        // region settings
        Fleet fleet = Fleet.of("shop", store)
                .instance("shop-7") // the name that the others read
                .group("eu-1") // only instances of this zone share
                .quorum(Quorum.atLeast(2).share(0.3))
                .probeEvery(Backoff.exponential(Duration.ofSeconds(2)).upTo(Duration.ofSeconds(10)))
                .join(registry);
        // endregion
        assertThat(fleet.views()).isEmpty();
        fleet.close();
    }

    @Test
    void shouldShowAndHold() {
        registry.get("payments");
        List<String> lines = new ArrayList<>();
        try (Fleet fleet = Fleet.of("shop", store).join(registry)) {
            // region operate
            fleet.onEvent(event -> lines.add(event.toString()));
            FleetView payments = fleet.view("payments").orElseThrow();
            lines.add(payments.votes() + " of " + payments.seen() + " instances vote");

            fleet.hold("payments", Duration.ofMinutes(30), "ops", "migration").join();
            fleet.release("payments", "ops", "done").join();
            // endregion
        }
        assertThat(lines).contains("0 of 0 instances vote", "payments: fleet shop: held by ops: migration");
    }
}
