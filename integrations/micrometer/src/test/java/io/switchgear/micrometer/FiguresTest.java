// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.recovery.Shedding;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures that users of other breakers look for: the window, runs of calls, the last failure, the kinds of changes. */
class FiguresTest {
    private final Rig rig =
            new Rig(config -> config.tripWhen(TripRule.failureCount(3)).slowCallsOver(Duration.ofMillis(500)));

    @BeforeEach
    void bind() {
        CircuitBreakerMetrics.of(rig.breaker).bindTo(rig.registry);
    }

    private Permit slow() {
        Permit permit = rig.breaker.acquire();
        rig.seconds(1);
        return permit;
    }

    private double inWindow(String outcome, boolean slow) {
        return rig.value("switchgear.window.calls", "outcome", outcome, "slow", Boolean.toString(slow));
    }

    private double inARow(String outcome) {
        return rig.value("switchgear.calls.consecutive", "outcome", outcome);
    }

    private double transitions(String from, String to, String kind) {
        return rig.value("switchgear.transitions", "from", from, "to", to, "kind", kind);
    }

    @Test
    void shouldTellSlowFailuresFromSlowSuccessesInTheWindow() {
        slow().success();
        slow().success();
        rig.breaker.acquire().success();
        rig.breaker.acquire().success();
        rig.breaker.acquire().success();
        slow().failure();
        rig.breaker.acquire().failure();
        assertThat(inWindow("success", true)).isEqualTo(2);
        assertThat(inWindow("success", false)).isEqualTo(3);
        assertThat(inWindow("failure", true)).isEqualTo(1);
        assertThat(inWindow("failure", false)).isEqualTo(1);
        rig.seconds(60);
        assertThat(inWindow("success", false)).as("out of the window").isZero();
    }

    @Test
    void shouldShowHowManyCallsInARowEndedAlike() {
        rig.breaker.acquire().success();
        rig.breaker.acquire().success();
        assertThat(inARow("success")).isEqualTo(2);
        rig.breaker.acquire().failure();
        slow().close();
        assertThat(inARow("success")).isZero();
        assertThat(inARow("failure")).isEqualTo(rig.breaker.snapshot().metrics().consecutiveFailures());
        assertThat(inARow("failure")).isPositive();
        assertThat(inARow("abandoned")).isEqualTo(1);
        rig.breaker.acquire().success();
        assertThat(inARow("success")).isEqualTo(1);
        assertThat(inARow("failure")).isZero();
        assertThat(inARow("abandoned")).isZero();
    }

    @Test
    void shouldShowWhenTheLastFailureWas() {
        assertThat(rig.value("switchgear.last.failure.timestamp"))
                .as("before the first")
                .isZero();
        rig.breaker.acquire().failure();
        double failedAt = rig.clock.instant().toEpochMilli() / 1_000.0;
        rig.seconds(100);
        rig.breaker.acquire().success();
        assertThat(rig.value("switchgear.last.failure.timestamp")).isEqualTo(failedAt);
        slow().close();
        assertThat(rig.value("switchgear.last.failure.timestamp"))
                .as("of an abandoned call")
                .isEqualTo(failedAt + 101);
    }

    @Test
    void shouldTellTheKindsOfChangesApart() {
        rig.trip();
        rig.trip();
        rig.trip();
        rig.breaker.reset("by hand");
        rig.breaker.open(Duration.ofMinutes(1), "by hand");
        rig.breaker.recover("by a program");
        assertThat(transitions("closed", "open", "rule")).isEqualTo(1);
        assertThat(transitions("open", "closed", "reset")).isEqualTo(1);
        assertThat(transitions("closed", "open", "by_hand")).isEqualTo(1);
        assertThat(transitions("open", "closed", "external")).isEqualTo(1);
    }

    @Test
    void shouldShowTheShareThatIsShed() {
        Rig shedding = new Rig(config ->
                config.tripWhen(TripRule.failureRate(0.5).minimumCalls(4)).shedding(Shedding.excess()));
        CircuitBreakerMetrics.of(shedding.breaker).bindTo(shedding.registry);
        assertThat(shedding.value("switchgear.shed.share")).isZero();
        assertThat(shedding.transitions("closed", "shedding"))
                .as("there before the first, for rate()")
                .isZero();
        assertThat(shedding.registry
                        .get("switchgear.transitions")
                        .tags("from", "shedding", "to", "closed", "kind", "shedding_over")
                        .meters())
                .hasSize(1);
        shedding.breaker.acquire().success();
        for (int i = 0; i < 3; i++) {
            shedding.breaker.acquire().failure();
        }
        assertThat(shedding.breaker.state()).isEqualTo(State.SHEDDING);
        assertThat(shedding.value("switchgear.shed.share"))
                .isEqualTo(shedding.breaker.snapshot().shedShare().orElseThrow())
                .isPositive();
        assertThat(shedding.value("switchgear.state", "state", "shedding")).isEqualTo(1);
    }
}
