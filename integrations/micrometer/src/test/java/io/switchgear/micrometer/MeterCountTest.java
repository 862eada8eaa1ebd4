// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Permit;
import io.switchgear.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A breaker takes few meters, whatever becomes of it. */
class MeterCountTest {
    private static final int ALWAYS = 41;
    private static final int WHILE_OPEN = 1;
    /** Every change of state and its kind, but for the four that are there from the start, the beginning of a ramp, and changes by a program. */
    private static final int TRANSITIONS_BY_HAND = 27;

    private static final int DURATIONS = 4;

    private final Rig rig = new Rig();

    @Test
    void shouldTakeFourMoreForDurations() {
        CircuitBreakerMetrics.of(rig.breaker).withDurations().bindTo(rig.registry);
        assertThat(rig.meters()).hasSize(ALWAYS + DURATIONS);
    }

    @Test
    void shouldTakeFewMetersABreaker() {
        CircuitBreakerMetrics.of(rig.breaker).bindTo(rig.registry);
        assertThat(rig.meters()).hasSize(ALWAYS);
        rig.trip();
        assertThat(rig.meters()).hasSize(ALWAYS + WHILE_OPEN);
        for (int round = 0; round < 2; round++) {
            for (State from : State.values()) {
                for (State to : State.values()) {
                    goTo(from);
                    goTo(to);
                }
            }
        }
        goTo(State.OPEN);
        assertThat(rig.meters())
                .as("with every change of state that people can make")
                .hasSize(ALWAYS + WHILE_OPEN + TRANSITIONS_BY_HAND);
    }

    private void goTo(State state) {
        switch (state) {
            case CLOSED -> rig.breaker.reset("by hand");
            case OPEN -> rig.breaker.open(Duration.ZERO, "by hand");
            case HALF_OPEN -> {
                rig.breaker.open(Duration.ZERO, "by hand");
                rig.breaker.tryAcquire().ifPresent(Permit::ignore);
            }
            case FORCED_OPEN -> rig.breaker.forceOpen("by hand");
            case DISABLED -> rig.breaker.disable("by hand");
            case METRICS_ONLY -> rig.breaker.metricsOnly("by hand");
        }
    }
}
