// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.guide;

import static io.switchgear.trip.TripRule.failureRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.ScriptedOperation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The guide's page about operating a breaker. */
class OperatingTest {
    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = CircuitBreaker.of("search", c -> c.ticker(ticker));
    private final ScriptedOperation<String> broken = ScriptedOperation.throwing(new IOException("down"));

    @Test
    void shouldLookOnBeforeItActs() {
        // region metrics-only
        breaker.metricsOnly("first week in production"); // passes everything
        for (int i = 0; i < 12; i++) {
            breaker.attempt(broken::call);
        }
        Snapshot week = breaker.snapshot();
        assertThat(week.wouldBe()).contains(State.OPEN); // what it would be by now
        assertThat(week.totals().wouldReject()).isEqualTo(2); // what it would have rejected
        breaker.release("the thresholds are right");
        // endregion
        assertThat(broken.calls()).isEqualTo(12);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldBeHeldByHand() {
        // region by-hand
        breaker.forceOpen("the index is being rebuilt"); // rejects everything until it is released
        assertThatThrownBy(() -> breaker.run(broken::call)).hasMessageContaining("the index is being rebuilt");
        breaker.release("the index is back");

        breaker.open(Duration.ofMinutes(5), "maintenance until 14:05"); // then probes, as after any opening
        breaker.disable("the breaker itself is suspected"); // passes everything, counts nothing
        breaker.reset("all clear"); // closed, with nothing counted
        // endregion
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldBeMovedByAProgram() {
        AtomicBoolean canary = new AtomicBoolean();
        // region by-program
        CircuitBreaker pool = CircuitBreaker.of(
                "pool", c -> c.probesWhen((name, overdue) -> canary.get() ? Duration.ZERO : Duration.ofSeconds(5)));
        pool.openUnlessHeld(Duration.ofMinutes(1), "no instance is registered"); // false if it is held by hand
        pool.recover("3 instances are registered"); // closes, by the ramp where there is one; false if it was not open
        // endregion
        assertThat(pool.state()).isEqualTo(State.CLOSED);
        pool.open(Duration.ZERO, "for the example");
        assertThat(pool.tryAcquire()).as("held back by the gate").isEmpty();
        pool.open(Duration.ZERO, "for the example");
        canary.set(true);
        assertThat(pool.tryAcquire()).as("a probe").isPresent();
    }

    @Test
    void shouldTakeOtherSettingsWhileItRuns() {
        for (int i = 0; i < 6; i++) {
            breaker.attempt(broken::call);
        }
        // region reconfigure
        breaker.reconfigure(breaker.config().toBuilder()
                .tripWhen(failureRate(0.3).minimumCalls(10)) // what was counted so far still counts
                .build());
        // endregion
        assertThat(breaker.snapshot().metrics().failures()).isEqualTo(6);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }
}
