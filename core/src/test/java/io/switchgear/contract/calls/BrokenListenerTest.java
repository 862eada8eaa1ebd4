// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A listener that throws misses nothing afterwards. */
@Tag("C5")
class BrokenListenerTest {
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "told",
            c -> c.tripWhen(TripRule.failureCount(1))
                    .openFor(Backoff.fixed(WAIT))
                    .ticker(ticker));
    private final List<State> seen = new ArrayList<>();

    @BeforeAll
    static void keepTheLogQuiet() {
        BreakerLog.keepQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHearOfTheChangeThatItCausesBeforeItThrows(WayIn way) {
        Script script = new Script(way, breaker, ticker);
        breaker.onStateChange(change -> {
            seen.add(change.to());
            if (change.to() == State.OPEN) {
                script.pass(WAIT).play("S");
            }
            throw new StackOverflowError();
        });

        script.play("F");

        assertThat(seen).containsExactly(State.OPEN, State.HALF_OPEN);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void shouldHearOfLaterChangesWhenItsExecutorFailedOnce(WayIn way) {
        AtomicInteger tasks = new AtomicInteger();
        breaker.onStateChange(change -> seen.add(change.to()), task -> {
            if (tasks.getAndIncrement() == 0) {
                throw new AssertionError("no thread");
            }
            task.run();
        });

        new Script(way, breaker, ticker).play("F").pass(WAIT).play("SSS");

        assertThat(seen).endsWith(State.HALF_OPEN, State.CLOSED);
        assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(1);
    }
}
