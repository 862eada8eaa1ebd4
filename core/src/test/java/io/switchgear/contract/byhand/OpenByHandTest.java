// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.byhand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.switchgear.Attempt;
import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A breaker that an operator opens for a time. */
@Tag("C40")
class OpenByHandTest {
    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "payments",
            config -> config.ticker(ticker)
                    .tripWhen(TripRule.failureCount(1))
                    .halfOpen(HalfOpen.probes(3))
                    .openFor(Backoff.exponential(Duration.ofSeconds(1)).jitter(0)));
    private final List<StateChange> changes = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void shouldRejectForThatTimeAndThenProbe(WayIn way) throws Exception {
        breaker.onStateChange(changes::add);
        breaker.open(Duration.ofSeconds(7), "the database moves");
        ticker.advance(Duration.ofSeconds(7).minusNanos(1));
        assertThat(breaker.attempt(() -> "x"))
                .isInstanceOfSatisfying(
                        Attempt.Rejected.class,
                        rejected -> assertThat(rejected.rejection())
                                .hasMessage(
                                        "payments has been OPEN for 7 s: opened: the database moves; next probe in 1 ns"));

        ticker.advance(Duration.ofNanos(1));
        way.through(breaker, () -> "x");

        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(changes).extracting(StateChange::to).containsExactly(State.OPEN, State.HALF_OPEN);
        assertThat(changes.get(0).openFor()).hasValue(Duration.ofSeconds(7));
    }

    @Test
    void shouldNotAdvanceTheBackOff() {
        breaker.open(Duration.ofHours(1), "the database moves");
        assertThat(breaker.snapshot().consecutiveOpenings()).isZero();
        ticker.advance(Duration.ofHours(1));
        breaker.attempt(() -> {
            throw new IOException("still moving");
        });
        assertThat(breaker.snapshot().consecutiveOpenings()).isEqualTo(1);
        assertThat(breaker.snapshot().nextProbeIn()).hasValue(Duration.ofSeconds(1));
    }

    @Test
    void shouldGiveAnOpenBreakerItsNewWait() {
        breaker.open(Duration.ofHours(1), "the database moves");
        breaker.open(Duration.ZERO, "it has moved");
        assertThat(breaker.snapshot().isProbeDue()).isTrue();
    }

    @Test
    void shouldSayAllThatIsWrongAndChangeNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> breaker.open(Duration.ofSeconds(-1), " "))
                .withMessageContainingAll("wait(PT-1S) must be zero or more", "reason(\" \") must not be blank");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }
}
