package io.switchgear;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random lives of a breaker, each step compared with {@link NaiveBreaker}. */
@Tag("C1")
@Tag("C20")
@Tag("C22")
@Tag("C30")
@Tag("C31")
@Tag("C32")
@Tag("C70")
class WholeLifeTest {
    private static final int STEPS = 400;

    /** A call that has not come back, on both sides. */
    private record Out(Permit permit, NaiveBreaker.Guest guest) {}

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldGoStepByStepAsTheNaiveBreakerDoes(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        int run = random.nextInt(1, 4);
        int probes = random.nextInt(1, 6);
        int required = random.nextInt(1, probes + 1);
        int concurrent = random.nextInt(1, probes + 1);
        long lease = random.nextLong(1, 40);
        long start = random.nextBoolean() ? 0 : Long.MAX_VALUE - random.nextLong(500);
        int patience = random.nextInt(1, 30);
        int badness = random.nextInt(10, 90);
        NaiveBreaker naive = new NaiveBreaker(run, probes, required, concurrent, lease);
        Rig rig = new Rig(
                start,
                config -> config.tripWhen(TripRule.consecutiveFailures(run))
                        .openFor(Backoff.of(attempt -> Duration.ofNanos(NaiveBreaker.WAIT_NANOS * attempt)))
                        .halfOpen(HalfOpen.probes(probes)
                                .required(required)
                                .concurrent(concurrent)
                                .probeTimeout(Duration.ofNanos(lease))));

        List<Out> out = new ArrayList<>();
        long now = 0;
        for (int step = 0; step < STEPS; step++) {
            int what = random.nextInt(100);
            if (what < 30) {
                long nanos = random.nextLong(patience);
                now += nanos;
                rig.advance(Duration.ofNanos(nanos));
            } else if (what < 65 || out.isEmpty()) {
                Optional<Permit> permit = rig.breaker.tryAcquire();
                NaiveBreaker.Guest guest = naive.admit(now);
                assertThat(permit.isPresent()).as("let in at step %d", step).isEqualTo(guest != null);
                permit.ifPresent(let -> out.add(new Out(let, guest)));
            } else {
                Out back = out.remove(random.nextInt(out.size()));
                Outcome outcome = outcome(random, badness);
                settle(back.permit, outcome);
                naive.settle(back.guest, outcome, now);
            }
            assertSame(rig, naive, now, out.size(), "step " + step + " of seed " + seed);
        }
        assertThat(rig.changes.stream()
                        .map(change -> change.from() + ">" + change.to() + "@"
                                + Duration.between(Rig.START, change.at()).toNanos()))
                .isEqualTo(naive.changes);
    }

    private static Outcome outcome(RandomGenerator random, int badness) {
        if (random.nextInt(8) == 0) {
            return Outcome.IGNORED;
        }
        return random.nextInt(100) < badness ? Outcome.FAILURE : Outcome.SUCCESS;
    }

    private static void settle(Permit permit, Outcome outcome) {
        boolean first = switch (outcome) {
            case SUCCESS -> permit.success();
            case FAILURE -> permit.failure();
            case IGNORED -> permit.ignore();
        };
        assertThat(first).isTrue();
    }

    private static void assertSame(Rig rig, NaiveBreaker naive, long now, int inFlight, String when) {
        Snapshot real = rig.breaker.snapshot();
        String expected =
                "%s since %d, attempt %d; in %d: ok %d, bad %d, ignored %d, late %d; out %d, busy %d; %d changes"
                        .formatted(
                                naive.state,
                                now - naive.since,
                                naive.attempt,
                                naive.admitted,
                                naive.successes,
                                naive.failures,
                                naive.ignored,
                                naive.late,
                                naive.rejectedOpen,
                                naive.rejectedBusy,
                                naive.changes.size());
        Totals totals = real.totals();
        String seen = "%s since %d, attempt %d; in %d: ok %d, bad %d, ignored %d, late %d; out %d, busy %d; %d changes"
                .formatted(
                        real.state(),
                        real.inStateFor().toNanos(),
                        real.attempt(),
                        totals.admitted(),
                        totals.successes(),
                        totals.failures(),
                        totals.ignored(),
                        totals.late(),
                        totals.rejected().get(RejectionReason.OPEN),
                        totals.rejected().get(RejectionReason.PROBES_BUSY),
                        rig.changes.size());
        assertThat(seen).as(when).isEqualTo(expected);
        assertThat(real.inFlight()).as("in flight, " + when).isEqualTo(inFlight);
        if (naive.state == State.CLOSED) {
            assertThat(real.metrics().consecutiveFailures()).as(when).isEqualTo(naive.failuresInARow);
        }
        ProbeStatus probes = real.probes().orElse(null);
        if (naive.state == State.HALF_OPEN) {
            assertThat(probes).as(when).isNotNull();
            assertThat(List.of(probes.successes(), probes.failures(), (long) probes.out()))
                    .as("probes, " + when)
                    .containsExactly((long) naive.good, (long) naive.bad, (long) naive.probesOut.size());
        }
    }
}
