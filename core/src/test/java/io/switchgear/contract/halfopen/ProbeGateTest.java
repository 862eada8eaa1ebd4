// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Health;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.ProbeGate;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.HandScheduler;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A gate holds probes back once the wait is over, for a probe timeout at most. */
@Tag("C36")
class ProbeGateTest {
    private static final Duration HELD = Duration.ofSeconds(3);

    /** What the gate answers next. */
    private @Nullable Duration answer = HELD;

    private final List<String> asked = new ArrayList<>();
    private final ProbeGate gate = (breaker, overdue) -> {
        asked.add(breaker + " " + overdue);
        return answer;
    };
    private final Rig rig = new Rig(config -> config.probesWhen(gate));

    @BeforeAll
    static void keepTheLog() {
        BreakerLog.keepQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void shouldAskWithTheNameAndTheTimeSinceTheWaitWasOver(WayIn way) {
        rig.trip();
        rig.advance(Rig.WAIT.minus(Rig.TICK));
        rig.rejected(way);
        assertThat(asked).as("before the wait is over").isEmpty();
        rig.advance(Rig.TICK.plusSeconds(2));
        rig.rejected(way);
        assertThat(asked).containsExactly("payments PT2S");
    }

    @ParameterizedTest
    @EnumSource
    void shouldProbeWhenTheGateSaysZero(WayIn way) {
        answer = Duration.ZERO;
        rig.tripAndWait();
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
        assertThat(asked).containsExactly("payments PT0S");
    }

    @ParameterizedTest
    @EnumSource
    void shouldRejectForAsLongAsTheGateSaysAndAskNobodyMeanwhile(WayIn way) {
        rig.tripAndWait();
        CallNotPermittedException first = rig.rejected(way);
        assertThat(first.reason()).isEqualTo(RejectionReason.OPEN);
        assertThat(first.retryAfter()).contains(HELD);
        assertThat(first).hasMessageEndingWith("; next probe in 3 s");
        assertThat(rig.waitAhead()).isEqualTo(HELD);
        assertThat(rig.breaker.snapshot().isProbeDue()).isFalse();

        rig.advance(HELD.minus(Rig.TICK));
        assertThat(rig.rejected(way).retryAfter()).contains(Rig.TICK);
        assertThat(rig.waitAhead()).isEqualTo(Rig.TICK);
        assertThat(asked).hasSize(1);

        rig.advance(Rig.TICK);
        assertThat(rig.breaker.snapshot().isProbeDue()).isTrue();
        answer = Duration.ZERO;
        rig.call(way, Outcome.SUCCESS);
        assertThat(asked).containsExactly("payments PT0S", "payments PT3S");
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldNotAskForASnapshotOrTheHealth() {
        rig.tripAndWait();
        assertThat(rig.breaker.snapshot().isProbeDue()).isTrue();
        assertThat(rig.breaker.health().status()).isEqualTo(Health.Status.DOWN);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldStopAskingOnceTheWaitHasBeenOverForAProbeTimeout(WayIn way) {
        rig.tripAndWait();
        Duration passed = Duration.ZERO;
        while (passed.compareTo(Rig.LEASE) < 0) {
            rig.rejected(way);
            rig.advance(HELD);
            passed = passed.plus(HELD);
        }
        int before = asked.size();
        rig.call(way, Outcome.SUCCESS);
        assertThat(asked).as("no more questions").hasSize(before);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotHoldAProbeBackBeyondTheProbeTimeoutHoweverLongTheGateSays(WayIn way) {
        answer = Duration.ofSeconds(Long.MAX_VALUE);
        rig.tripAndWait();
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.rejected(way).retryAfter()).contains(Rig.LEASE.minusSeconds(1));
        rig.advance(Rig.LEASE.minusSeconds(1).minus(Rig.TICK));
        rig.rejected(way);
        rig.advance(Rig.TICK);
        rig.call(way, Outcome.SUCCESS);
        assertThat(asked).hasSize(1);
    }

    @Test
    @Tag("C22")
    void shouldDateHalfOpenWhenTheGateOrItsLastMomentLetItThrough() {
        rig.tripAndWait();
        rig.rejected(WayIn.CALL);
        answer = Duration.ZERO;
        rig.advance(HELD.plusSeconds(1));
        rig.call(WayIn.CALL, Outcome.FAILURE);
        assertThat(rig.changes.get(1).at())
                .as("let through")
                .isEqualTo(Rig.START.plus(Rig.WAIT).plus(HELD.plusSeconds(1)));

        answer = HELD;
        Rig late = new Rig(config -> config.probesWhen(gate));
        late.tripAndWait();
        late.rejected(WayIn.CALL);
        late.advance(Rig.LEASE.multipliedBy(5));
        late.call(WayIn.CALL, Outcome.SUCCESS);
        assertThat(late.changes.get(1).at())
                .as("at the last moment")
                .isEqualTo(Rig.START.plus(Rig.WAIT).plus(Rig.LEASE));
    }

    static Stream<ProbeGate> broken() {
        return Stream.of(
                (breaker, overdue) -> {
                    throw new IllegalStateException("broken gate");
                },
                (breaker, overdue) -> {
                    throw new AssertionError("badly broken gate");
                },
                (breaker, overdue) -> null,
                (breaker, overdue) -> Duration.ofNanos(-1));
    }

    @ParameterizedTest
    @MethodSource("broken")
    @Tag("C5")
    void shouldProbeWhenTheGateIsBrokenLogItOnceAndCountIt(ProbeGate broken) {
        String name = "broken gate " + System.identityHashCode(broken);
        CircuitBreaker breaker = CircuitBreaker.of(
                name, rig.breaker.config().toBuilder().probesWhen(broken).build());
        for (int lastTrip = 1; lastTrip <= 3; lastTrip++) {
            breaker.acquire().failure();
            rig.advance(Rig.WAIT);
            breaker.acquire().success();
            assertThat(breaker.state()).isEqualTo(State.CLOSED);
            assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(lastTrip);
        }
        assertThat(BreakerLog.of(name)).singleElement().satisfies(entry -> {
            assertThat(entry.level()).isEqualTo("WARNING");
            assertThat(entry.message()).contains(name, "probe gate", "the probe was not held back");
            assertThat(entry.thrown()).isNotNull();
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotAskInShadowMode(WayIn way) {
        rig.breaker.metricsOnly("to look on");
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.breaker.snapshot().wouldBe()).contains(State.OPEN);
        rig.advance(Rig.WAIT);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.snapshot().wouldBe()).contains(State.CLOSED);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldAskAfterAnOpeningFromOutsideToo(WayIn way) {
        rig.breaker.openUnlessHeld(Duration.ofSeconds(1), "the fleet says so");
        rig.advance(Duration.ofSeconds(1));
        rig.rejected(way);
        rig.breaker.open(Duration.ofSeconds(2), "and so do I");
        rig.advance(Duration.ofSeconds(2).minus(Rig.TICK));
        rig.rejected(way);
        assertThat(asked).as("the new wait is a new one").hasSize(1);
        rig.advance(Rig.TICK);
        rig.rejected(way);
        assertThat(asked).hasSize(2);
    }

    @Test
    @Tag("C22")
    void shouldWakeAfterWhatTheGateSaidAndNotSpin() {
        HandScheduler timer = new HandScheduler();
        Rig timed = new Rig(config -> config.probesWhen(gate).scheduler(timer));
        timed.trip();
        timer.advance(timed.ticker, Rig.WAIT);
        assertThat(asked).containsExactly("payments PT0S");
        assertThat(timer.next()).isEqualTo(HELD);
        timer.advance(timed.ticker, HELD.multipliedBy(2));
        assertThat(asked).containsExactly("payments PT0S", "payments PT3S", "payments PT6S");
        assertThat(timer.pending()).isEqualTo(1);
        assertThat(timer.scheduled()).as("a timer a question, and the first").isEqualTo(4);

        answer = Duration.ZERO;
        timer.advance(timed.ticker, HELD);
        assertThat(timed.breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(timer.pending()).isZero();
    }

    @Test
    @Tag("C22")
    void shouldLetTheTimerProbeWhenTheGateMayHoldNoLonger() {
        HandScheduler timer = new HandScheduler();
        Rig timed = new Rig(config -> config.probesWhen(gate).scheduler(timer));
        timed.trip();
        timer.advance(timed.ticker, Rig.WAIT.plus(Rig.LEASE).minus(Rig.TICK));
        assertThat(timed.breaker.state()).isEqualTo(State.OPEN);
        timer.advance(timed.ticker, Rig.TICK);
        assertThat(timed.breaker.state()).isEqualTo(State.HALF_OPEN);
    }
}
