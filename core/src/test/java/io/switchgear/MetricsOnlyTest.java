// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Script;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A breaker that only looks on passes everything and shows what it would have done. */
@Tag("C40")
class MetricsOnlyTest {
    private final Rig rig = ByHandMove.rigIn(State.METRICS_ONLY);

    @ParameterizedTest
    @EnumSource
    void shouldPassUnrecordedWhatItWouldReject(WayIn way) {
        rig.call(way, Outcome.FAILURE);
        assertThat(wouldBe()).isEqualTo(State.OPEN);
        assertThat(rig.breaker.state()).isEqualTo(State.METRICS_ONLY);

        for (Outcome outcome : Outcome.values()) {
            rig.call(
                    way,
                    outcome,
                    () -> assertThat(rig.breaker.snapshot().inFlight()).isZero());
        }

        Totals totals = rig.breaker.snapshot().totals();
        assertThat(totals.wouldReject()).isEqualTo(3);
        assertThat(totals.admitted()).isEqualTo(1);
        assertThat(totals.failures()).isEqualTo(1);
        assertThat(totals.successes() + totals.ignored() + totals.stale()).isZero();
        assertThat(totals.rejected().values()).containsOnly(0L);
    }

    @Test
    void shouldPassOnACallThatFindsItJustAsItEnds() {
        Phase shadow = rig.breaker.machine.phase();
        rig.breaker.release("seen enough");
        assertThat(shadow.admit())
                .as("else it would pass and be counted nowhere")
                .isNull();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoThroughAllStatesWithoutTellingAnybody(WayIn way) {
        rig.changes.clear();
        assertThat(wouldBe()).isEqualTo(State.CLOSED);
        rig.call(way, Outcome.FAILURE);
        assertThat(rig.breaker.snapshot().nextProbeIn()).contains(Rig.WAIT);
        rig.advance(Rig.WAIT);
        rig.call(way, Outcome.SUCCESS, () -> {
            assertThat(wouldBe()).isEqualTo(State.HALF_OPEN);
            assertThat(rig.breaker.snapshot().probes().orElseThrow().out()).isEqualTo(1);
            assertThat(rig.breaker.snapshot().inFlight()).isEqualTo(1);
            rig.call(way, Outcome.FAILURE);
        });
        assertThat(wouldBe()).isEqualTo(State.CLOSED);

        assertThat(rig.breaker.state()).isEqualTo(State.METRICS_ONLY);
        assertThat(rig.breaker.snapshot().totals().wouldReject())
                .as("beside the probe")
                .isEqualTo(1);
        assertThat(rig.changes).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldDoWhatABreakerThatRejectsWouldDo(WayIn way) {
        for (long seed = 0; seed < 5; seed++) {
            Rig real = busyRig();
            Rig looking = busyRig();
            looking.breaker.metricsOnly("a comparison");
            Random random = new Random(seed);
            for (int step = 0; step < 400; step++) {
                char outcome = "SSSFFIsf".charAt(random.nextInt(8));
                long pause = random.nextInt(400);
                new Script(way, real.breaker, real.ticker).isAdmitted(outcome);
                assertThat(new Script(way, looking.breaker, looking.ticker).isAdmitted(outcome))
                        .isTrue();
                catchUp(real, looking, Duration.ofMillis(pause));

                assertThat(wouldBe(looking)).as("seed %s, step %s", seed, step).isEqualTo(real.breaker.state());
                assertSameBooks(real.breaker.snapshot(), looking.breaker.snapshot(), way);
            }
            assertThat(real.changes).as("seed %s", seed).hasSizeGreaterThan(10);
        }
    }

    @Test
    void shouldCountRejectionsOfEveryKindAsWouldReject() {
        Rig ramping =
                new Rig(config -> config.ramp(Ramp.over(Duration.ofSeconds(10)).from(0.5)));
        ramping.breaker.metricsOnly("a look");
        ramping.breaker.acquire().failure();
        ramping.breaker.acquire().success();
        ramping.advance(Rig.WAIT);
        Permit probe = ramping.breaker.acquire();
        ramping.breaker.acquire().success();
        assertThat(ramping.breaker.snapshot().totals().wouldReject()).isEqualTo(2);
        probe.success();
        assertThat(ramping.breaker.snapshot().rampShare()).isPresent();
        ramping.acquire(10).forEach(Permit::success);

        Totals totals = ramping.breaker.snapshot().totals();
        assertThat(totals.wouldReject()).as("half are not the ramp's turn").isEqualTo(7);
        assertThat(totals.rejected().values()).containsOnly(0L);
        assertThat(totals.inFlight()).isZero();
    }

    @Test
    void shouldExpireTheLeasesOfProbesThatItWouldHave() {
        rig.breaker.acquire().failure();
        rig.advance(Rig.WAIT);
        Permit probe = rig.breaker.acquire();
        rig.advance(Rig.LEASE);
        rig.breaker.acquire().success();
        assertThat(wouldBe()).isEqualTo(State.OPEN);
        probe.success();

        assertThat(wouldBe()).isEqualTo(State.OPEN);
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().inFlight()).isZero();
    }

    @Test
    void shouldTakeLateResultsForLateAndForgetUnrecordedOnes() {
        Permit early = rig.breaker.acquire();
        rig.breaker.acquire().failure();
        Permit unrecorded = rig.breaker.acquire();
        rig.breaker.release("seen enough");

        unrecorded.failure();
        assertThat(rig.breaker.snapshot().totals().stale()).isZero();
        early.failure();
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().metrics().calls()).isZero();
        assertThat(rig.breaker.snapshot().wouldBe()).isEmpty();
    }

    @Test
    void shouldBeginAnewEachTime() {
        rig.breaker.acquire().failure();
        assertThat(wouldBe()).isEqualTo(State.OPEN);
        rig.breaker.metricsOnly("again");
        assertThat(wouldBe()).as("it was in that state already").isEqualTo(State.OPEN);

        rig.breaker.disable("in between");
        rig.breaker.metricsOnly("again");

        assertThat(wouldBe()).isEqualTo(State.CLOSED);
        assertThat(rig.breaker.snapshot().metrics().calls()).isZero();
    }

    private static Rig busyRig() {
        return new Rig(config -> config.window(Window.last(Duration.ofSeconds(5)))
                .tripWhen(TripRule.anyOf(
                        TripRule.failureRate(0.6).minimumCalls(5),
                        TripRule.slowCallRate(0.7).minimumCalls(4)))
                .slowCallsOver(Script.SLOW_OVER)
                .openFor(Backoff.fixed(Duration.ofSeconds(1)))
                .halfOpen(HalfOpen.probes(3).required(2)));
    }

    /** A slow call that is rejected takes no time: brings the two clocks together again. */
    private static void catchUp(Rig real, Rig looking, Duration pause) {
        real.advance(Duration.ofNanos(looking.ticker.nanos() - real.ticker.nanos()));
        real.advance(pause);
        looking.advance(pause);
    }

    /** One way in asks again after a refusal, hence the factor. */
    private static void assertSameBooks(Snapshot real, Snapshot looking, WayIn way) {
        long rejected = real.totals().rejected().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(looking.totals().wouldReject() * (way == WayIn.TRY_ACQUIRE ? 2 : 1))
                .isEqualTo(rejected);
        assertThat(looking.totals().admitted()).isEqualTo(real.totals().admitted());
        assertThat(looking.totals().successes()).isEqualTo(real.totals().successes());
        assertThat(looking.totals().failures()).isEqualTo(real.totals().failures());
        assertThat(looking.totals().ignored()).isEqualTo(real.totals().ignored());
        assertThat(looking.totals().slow()).isEqualTo(real.totals().slow());
        assertThat(looking.inFlight()).isZero();
        assertThat(looking.metrics()).isEqualTo(real.metrics());
        assertThat(looking.nextProbeIn()).isEqualTo(real.nextProbeIn());
        assertThat(looking.probes()).isEqualTo(real.probes());
    }

    private State wouldBe() {
        return wouldBe(rig);
    }

    private static State wouldBe(Rig rig) {
        return rig.breaker.snapshot().wouldBe().orElseThrow();
    }
}
