// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.halfopen;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.Made;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.Totals;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Effort;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.WayIn;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However many threads stand at the gate when it opens: exactly the allowed probes run, and one change is seen. */
@Tag("C30")
class ThunderingHerdTest {
    private static final int HERD = Effort.of(400, 1_000);
    private static final int SMALL_HERD = 200;
    private static final long LONG_SECONDS = 20;

    /** What a herd did. The probes stay in until all others have been turned away. */
    private static final class Herd {
        private final AtomicInteger probes = new AtomicInteger();
        private final AtomicInteger rejected = new AtomicInteger();
        private final CountDownLatch turnedAway;
        private final Rig rig;
        private final WayIn way;
        private final int size;

        Herd(Rig rig, WayIn way, int size, int places) {
            this.rig = rig;
            this.way = way;
            this.size = size;
            this.turnedAway = new CountDownLatch(size - places);
        }

        void run(Outcome outcome) throws Exception {
            Threads.run(IntStream.range(0, size).boxed().toList(), each -> {
                try {
                    return way.through(rig.breaker, () -> probe(outcome));
                } catch (CallNotPermittedException rejection) {
                    rejected.incrementAndGet();
                    turnedAway.countDown();
                    return rejection;
                } catch (IOException failed) {
                    return failed;
                }
            });
        }

        private Object probe(Outcome outcome) throws Exception {
            probes.incrementAndGet();
            assertThat(turnedAway.await(LONG_SECONDS, TimeUnit.SECONDS))
                    .as("all others turned away")
                    .isTrue();
            if (outcome == Outcome.FAILURE) {
                throw new IOException("still down");
            }
            return "fine";
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetExactlyTheAllowedProbesThroughWhenTheWaitEnds(WayIn way) throws Exception {
        int concurrent = 2;
        Rig rig = Rig.withProbes(HalfOpen.probes(3).concurrent(concurrent).probeTimeout(Rig.LEASE));
        rig.tripAndWait();
        Herd herd = new Herd(rig, way, HERD, concurrent);
        herd.run(Outcome.SUCCESS);

        assertThat(herd.probes).hasValue(concurrent);
        assertThat(herd.rejected).hasValue(HERD - concurrent);
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN);
        assertThat(rig.breaker.snapshot().probes()).contains(Made.probeStatus(3, 3, concurrent, 0, 0, 0));
        assertThat(rig.breaker.snapshot().totals().admitted()).isEqualTo(1 + concurrent);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCloseOnceByTheProbesOfAHerd(WayIn way) throws Exception {
        Rig rig = Rig.withProbes(HalfOpen.probes(3).probeTimeout(Rig.LEASE));
        rig.tripAndWait();
        Herd herd = new Herd(rig, way, SMALL_HERD, 3);
        herd.run(Outcome.SUCCESS);
        assertThat(herd.probes).hasValue(3);
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
        assertThat(rig.breaker.snapshot().inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenAgainOnceByTheProbesOfAHerd(WayIn way) throws Exception {
        Rig rig = Rig.withProbes(HalfOpen.probes(20).probeTimeout(Rig.LEASE));
        rig.tripAndWait();
        Herd herd = new Herd(rig, way, SMALL_HERD, 20);
        herd.run(Outcome.FAILURE);
        assertThat(herd.probes).hasValue(20);
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN);
        Totals totals = rig.breaker.snapshot().totals();
        assertThat(totals.failures()).as("the trip and the first probe").isEqualTo(2);
        assertThat(totals.stale()).as("probes of a round that is over").isEqualTo(19);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C22")
    @Tag("C31")
    void shouldLetExactlyOneThroughWhenALeaseAndItsWaitAreOver(WayIn way) throws Exception {
        Rig rig = new Rig(config -> config);
        rig.tripAndWait();
        rig.breaker.acquire();
        rig.advance(Rig.LEASE.plus(Rig.WAIT));
        Herd herd = new Herd(rig, way, SMALL_HERD, 1);
        herd.run(Outcome.SUCCESS);
        assertThat(herd.probes).hasValue(1);
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN, State.HALF_OPEN, State.CLOSED);
        assertThat(rig.changes).extracting(StateChange::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @ParameterizedTest
    @EnumSource
    void shouldProbeOnceWhileTheClockTicksOverTheEndOfTheWait(WayIn way) throws Exception {
        for (int round = 0; round < 20; round++) {
            Rig rig = new Rig(config -> config);
            rig.trip();
            rig.advance(Rig.WAIT.minus(Rig.TICK));
            AtomicLong probes = new AtomicLong();
            AtomicInteger turns = new AtomicInteger();
            Threads.run(List.of(0, 1, 2, 3), thread -> {
                while (probes.get() == 0) {
                    if (turns.incrementAndGet() == 50) {
                        rig.advance(Rig.TICK);
                    }
                    rig.breaker.tryAcquire().ifPresent(permit -> probes.incrementAndGet());
                }
                return probes;
            });
            assertThat(probes).hasValue(1);
            assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN);
            assertThat(rig.rejected(way).reason()).isEqualTo(RejectionReason.PROBES_BUSY);
        }
    }
}
