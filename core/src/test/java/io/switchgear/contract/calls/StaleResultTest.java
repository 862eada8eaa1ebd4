// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.Made;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.Totals;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Script;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The result of a call belongs to the phase that let the call in. Calls that straddle a change are staged by making the
 * change inside the operation.
 */
@Tag("C1")
class StaleResultTest {
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final String ENDINGS = "SFIsf";

    private final ManualTicker ticker = new ManualTicker();
    private final List<StateChange> changes = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void shouldChangeNothingWhileOpen(WayIn way) {
        for (char ending : ENDINGS.toCharArray()) {
            CircuitBreaker breaker = breaker();
            Script script = new Script(way, breaker, ticker);
            script.isAdmitted(() -> {
                script.play("FF").pass(Duration.ofSeconds(1));
                assertThat(breaker.state()).isEqualTo(State.OPEN);
                return script.result(ending);
            });

            Snapshot after = breaker.snapshot();
            assertThat(breaker.state()).isEqualTo(State.OPEN);
            assertThat(after.metrics().calls()).isZero();
            assertThat(after.consecutiveOpenings()).isEqualTo(1);
            assertThat(after.nextProbeIn().orElseThrow().plus(after.inStateFor()))
                    .as("the wait is neither longer nor shorter")
                    .isEqualTo(WAIT);
            assertThat(changes).as("nothing is announced again").hasSize(1);
            assertThat(after.lastTrip()).contains(changes.get(0));
            assertOnlyCountedAsLate(after, 0, 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotVoteForTheProbes(WayIn way) {
        for (char ending : ENDINGS.toCharArray()) {
            CircuitBreaker breaker = breaker();
            Script script = new Script(way, breaker, ticker);
            script.isAdmitted(() -> {
                script.play("FF").pass(WAIT).play("S");
                assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
                return script.result(ending);
            });

            Snapshot after = breaker.snapshot();
            assertThat(after.state()).isEqualTo(State.HALF_OPEN);
            assertThat(after.probes()).contains(Made.probeStatus(3, 2, 1, 0, 0, 0));
            assertOnlyCountedAsLate(after, 1, 2);
            assertThat(script.play("S").isAdmitted('S')).isTrue();
            assertThat(breaker.state()).isEqualTo(State.CLOSED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotReachTheNextClosedPhase(WayIn way) {
        for (char ending : ENDINGS.toCharArray()) {
            CircuitBreaker breaker = breaker();
            Script script = new Script(way, breaker, ticker);
            script.isAdmitted(() -> {
                script.play("FF").pass(WAIT).play("SS F");
                assertThat(breaker.state()).isEqualTo(State.CLOSED);
                return script.result(ending);
            });

            Snapshot after = breaker.snapshot();
            assertThat(after.state()).isEqualTo(State.CLOSED);
            assertThat(after.metrics().successes()).isZero();
            assertThat(after.metrics().failures()).isEqualTo(1);
            assertThat(after.metrics().slowCalls()).isZero();
            assertThat(after.metrics().consecutiveFailures())
                    .as("a late success ends no run")
                    .isEqualTo(1);
            assertOnlyCountedAsLate(after, 2, 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotDecideTheNextRoundOfProbes(WayIn way) {
        for (char ending : ENDINGS.toCharArray()) {
            CircuitBreaker breaker = breaker();
            Script script = new Script(way, breaker, ticker);
            script.play("FF").pass(WAIT);
            script.isAdmitted(() -> {
                Threads.elsewhere(() -> {
                    script.play("FF");
                    assertThat(breaker.state()).isEqualTo(State.OPEN);
                    script.pass(WAIT).play("F");
                    assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
                });
                return script.result(ending);
            });

            Snapshot after = breaker.snapshot();
            assertThat(after.state()).isEqualTo(State.HALF_OPEN);
            assertThat(after.probes()).contains(Made.probeStatus(3, 2, 0, 1, 0, 0));
            assertThat(after.consecutiveOpenings()).isEqualTo(2);
            assertOnlyCountedAsLate(after, 0, 5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotCountAProbeWhoseLeaseIsOver(WayIn way) {
        for (char ending : ENDINGS.toCharArray()) {
            CircuitBreaker breaker = breaker();
            Script script = new Script(way, breaker, ticker);
            script.play("FF").pass(WAIT);
            script.isAdmitted(() -> {
                script.pass(LEASE);
                return script.result(ending);
            });

            Snapshot after = breaker.snapshot();
            assertThat(after.state()).isEqualTo(State.HALF_OPEN);
            assertThat(after.probes().orElseThrow().successes()).isZero();
            assertThat(after.probes().orElseThrow().failures())
                    .as("the lease that ended, once")
                    .isEqualTo(1);
            assertOnlyCountedAsLate(after, 0, 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldDecideByThePhaseThatIsCurrentWhenTheCallComes(WayIn way) {
        CircuitBreaker breaker = breaker();
        Script script = new Script(way, breaker, ticker);

        script.isAdmitted(() -> {
            script.play("FF");
            assertThat(script.isAdmitted('S'))
                    .as("a call inside an admitted one")
                    .isFalse();
            script.pass(WAIT).play("SS");
            assertThat(script.isAdmitted('S')).isTrue();
            return "late";
        });

        assertThat(breaker.snapshot().totals().stale()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheCallerALateResultAllTheSame(WayIn way) throws Exception {
        CircuitBreaker breaker = breaker();
        Script script = new Script(way, breaker, ticker);
        Object value = new Object();

        assertThat(way.through(breaker, () -> {
                    script.play("FF");
                    return value;
                }))
                .isSameAs(value);
    }

    /** Trips on two failures; three probes, two of which must succeed. */
    private CircuitBreaker breaker() {
        changes.clear();
        CircuitBreaker breaker = CircuitBreaker.of(
                "stale",
                c -> c.window(Window.lastCalls(10))
                        .tripWhen(TripRule.failureCount(2))
                        .slowCallsOver(Script.SLOW_OVER)
                        .openFor(Backoff.fixed(WAIT))
                        .halfOpen(HalfOpen.probes(3).required(2).probeTimeout(LEASE))
                        .ticker(ticker));
        breaker.onStateChange(changes::add);
        return breaker;
    }

    private static void assertOnlyCountedAsLate(Snapshot after, long successes, long failures) {
        Totals totals = after.totals();
        assertThat(totals.stale()).isEqualTo(1);
        assertThat(totals.successes()).isEqualTo(successes);
        assertThat(totals.failures()).isEqualTo(failures);
        assertThat(totals.ignored()).isZero();
        assertThat(totals.slow()).isZero();
        assertThat(totals.admitted()).isEqualTo(successes + failures + 1);
        assertThat(after.inFlight()).isZero();
    }
}
