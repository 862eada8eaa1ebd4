// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A permit can be settled with a duration that was measured elsewhere. */
@Tag("C71")
@Tag("C8")
class DurationGivenTest {
    private static final Duration SLOW = Script.SLOW_OVER.plus(Rig.TICK);

    private final Rig rig =
            new Rig(config -> config.tripWhen(TripRule.failureCount(100)).slowCallsOver(Script.SLOW_OVER));

    @Test
    void shouldTakeTheGivenDurationAndNotItsOwn() {
        Permit slow = rig.breaker.acquire();
        assertThat(slow.returned("fine", SLOW)).isTrue();
        Permit fast = rig.breaker.acquire();
        rig.advance(SLOW.multipliedBy(2));
        assertThat(fast.returned("fine", Script.SLOW_OVER)).isTrue();
        assertThat(rig.breaker.acquire().threw(new IOException("boom"), SLOW)).isTrue();
        assertThat(rig.breaker.acquire().threw(new IOException("boom"), Duration.ZERO))
                .isTrue();

        Metrics metrics = rig.breaker.snapshot().metrics();
        assertThat(List.of(metrics.successes(), metrics.slowSuccesses(), metrics.failures(), metrics.slowFailures()))
                .containsExactly(2L, 1L, 2L, 1L);
    }

    @Test
    void shouldTellObserversTheGivenDuration() {
        List<Duration> told = new ArrayList<>();
        rig.breaker.observeCalls(new CallObserver() {
            @Override
            public void settled(Outcome outcome, Duration took) {
                told.add(took);
            }
        });
        rig.breaker.acquire().returned("fine", SLOW);
        rig.breaker.acquire().threw(new IOException("boom"), Duration.ofMillis(7));
        Permit measured = rig.breaker.acquire();
        rig.advance(SLOW);
        measured.returned("fine");

        assertThat(told).containsExactly(SLOW, Duration.ofMillis(7), SLOW);
    }

    @Test
    void shouldTakeANegativeDurationForNoneAndTheLongestForLong() {
        rig.breaker.acquire().returned("fine", Duration.ofSeconds(-5));
        assertThat(rig.breaker.snapshot().metrics().slowCalls()).isZero();
        rig.breaker.acquire().returned("fine", Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(rig.breaker.snapshot().metrics().slowCalls()).isEqualTo(1);
    }

    @Test
    void shouldSettleOnce() {
        Permit permit = rig.breaker.acquire();
        assertThat(permit.returned("fine", SLOW)).isTrue();
        assertThat(permit.returned("fine", SLOW)).isFalse();
        assertThat(permit.threw(new IOException("boom"), SLOW)).isFalse();
        assertThat(permit.failure()).isFalse();
        assertThat(rig.breaker.snapshot().totals().admitted()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().totals().successes()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatIsMissingAndStayUnsettled() {
        Permit permit = rig.breaker.acquire();
        assertThatNullPointerException()
                .isThrownBy(() -> permit.returned("fine", null))
                .withMessageContaining("took");
        assertThatNullPointerException()
                .isThrownBy(() -> permit.threw(new IOException("boom"), (Duration) null))
                .withMessageContaining("took");
        assertThatNullPointerException()
                .isThrownBy(() -> permit.threw(null, SLOW))
                .withMessageContaining("thrown");
        assertThat(rig.breaker.snapshot().inFlight()).isEqualTo(1);
        assertThat(permit.success()).isTrue();
    }

    @Test
    @Tag("C13")
    void shouldTakeACancelledCallForAbandonedByTheGivenDuration() {
        Duration bound = rig.breaker.config().abandonedAfter().orElseThrow();
        rig.breaker.acquire().threw(new CancellationException("given up"), bound);
        assertThat(rig.breaker.snapshot().totals().ignored())
                .as("within the bound")
                .isEqualTo(1);
        rig.breaker.acquire().threw(new CancellationException("given up"), bound.plus(Rig.TICK));
        assertThat(rig.breaker.snapshot().totals().abandoned()).as("beyond it").isEqualTo(1);
        assertThat(rig.breaker.snapshot().metrics().lastFailure().orElseThrow().description())
                .contains("given up after");
    }

    @Test
    @Tag("C30")
    void shouldTakeASlowProbeForAFailureWhereSlowCallsAreJudged() {
        Rig judging = new Rig(config -> config.slowCallsOver(Script.SLOW_OVER)
                .tripWhen(TripRule.anyOf(
                        TripRule.failureCount(1), TripRule.slowCallRate(0.5).minimumCalls(100))));
        judging.tripAndWait();
        judging.breaker.acquire().returned("fine", SLOW);
        assertThat(judging.breaker.state()).isEqualTo(State.OPEN);
        judging.advance(Rig.WAIT);
        Permit probe = judging.breaker.acquire();
        judging.advance(SLOW);
        probe.returned("fine", Script.SLOW_OVER);
        assertThat(judging.breaker.state())
                .as("fast by what was measured elsewhere")
                .isEqualTo(State.CLOSED);
    }

    @Test
    @Tag("C31")
    void shouldNotProlongTheLeaseOfAProbe() {
        rig.breaker.open(Duration.ZERO, "to probe");
        Permit probe = rig.breaker.acquire();
        rig.advance(Rig.LEASE);
        probe.returned("fine", Duration.ZERO);
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    @Tag("C5")
    void shouldSettleThoughTheTickerThrows() {
        ManualTicker clock = new ManualTicker();
        boolean[] broken = new boolean[1];
        CircuitBreaker breaker = CircuitBreaker.of(
                "broken clock",
                config -> config.slowCallsOver(Script.SLOW_OVER).ticker(() -> {
                    if (broken[0]) {
                        throw new IllegalStateException("broken clock");
                    }
                    return clock.nanos();
                }));
        List<Outcome> outcomes = new ArrayList<>();
        for (int call = 0; call < 2; call++) {
            Permit permit = breaker.acquire();
            broken[0] = true;
            boolean first = call == 0 ? permit.returned("fine", SLOW) : permit.threw(new IOException("boom"), SLOW);
            broken[0] = false;
            assertThat(first).isTrue();
            outcomes.add(call == 0 ? Outcome.SUCCESS : Outcome.FAILURE);
        }
        assertThat(breaker.snapshot().inFlight())
                .as("calls out after %s", outcomes)
                .isZero();
    }
}
