// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.Totals;
import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.rig.Threads;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A snapshot is one moment of the breaker, and taking it changes nothing. */
@Tag("C70")
class SnapshotTest {
    private final Rig rig = new Rig(config -> config.tripWhen(TripRule.failureCount(3))
            .slowCallsOver(Duration.ofMillis(100))
            .halfOpen(HalfOpen.probes(3).required(2).probeTimeout(Rig.LEASE)));

    @Test
    void shouldBeEmptyAtFirst() {
        Snapshot snapshot = snapshot();
        assertThat(snapshot.name()).isEqualTo("payments");
        assertThat(snapshot.state()).isEqualTo(State.CLOSED).isEqualTo(rig.breaker.state());
        assertThat(snapshot.takenAt()).isEqualTo(Rig.START);
        assertThat(snapshot.since()).isEqualTo(Rig.START);
        assertThat(snapshot.metrics().calls()).isZero();
        assertThat(snapshot.metrics().failureRate()).isEmpty();
        assertThat(snapshot.metrics().slowCallRate()).isEmpty();
        assertThat(snapshot.lastTrip()).isEmpty();
        assertThat(snapshot.totals().admitted()).isZero();
        assertThat(snapshot.totals().rejected()).containsOnlyKeys(RejectionReason.values());
        assertThat(snapshot.totals().rejected().values()).containsOnly(0L);
        assertThat(snapshot.consecutiveOpenings()).isZero();
        assertThat(snapshot.nextProbeIn()).isEmpty();
        assertThat(snapshot.isProbeDue()).isFalse();
        assertThat(snapshot.probes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowTheWindowWhileClosed(WayIn way) {
        rig.call(way, Outcome.SUCCESS, () -> rig.advance(Duration.ofMillis(101)));
        rig.call(way, Outcome.IGNORED);
        rig.call(way, Outcome.SUCCESS);
        rig.call(way, Outcome.FAILURE, () -> rig.advance(Duration.ofMillis(500)));
        rig.advance(Duration.ofSeconds(1));
        rig.call(
                way,
                Outcome.FAILURE,
                () -> assertThat(snapshot().metrics().inFlight()).isEqualTo(1));

        Snapshot snapshot = snapshot();
        assertThat(snapshot.metrics().calls()).isEqualTo(4);
        assertThat(snapshot.metrics().successes()).isEqualTo(2);
        assertThat(snapshot.metrics().failures()).isEqualTo(2);
        assertThat(snapshot.metrics().slowCalls()).isEqualTo(2);
        assertThat(snapshot.metrics().failureRate()).hasValue(0.5);
        assertThat(snapshot.metrics().slowCallRate()).hasValue(0.5);
        assertThat(snapshot.metrics().consecutiveFailures()).isEqualTo(2);
        assertThat(snapshot.metrics().consecutiveFailuresSpan()).isEqualTo(Duration.ofSeconds(1));
        LastFailure last = snapshot.metrics().lastFailure().orElseThrow();
        assertThat(last.description()).isEqualTo("java.io.IOException: boom");
        assertThat(snapshot.lastFailureAt()).hasValue(snapshot.takenAt());
        assertThat(snapshot.inStateFor()).isEqualTo(Duration.ofMillis(1_601));
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheLastTripFrozenWhileOpenAndHalfOpen(WayIn way) {
        for (int i = 0; i < 3; i++) {
            rig.call(way, Outcome.FAILURE);
        }
        Optional<StateChange> trip = snapshot().lastTrip();
        assertThat(trip).contains(rig.changes.get(0));
        assertThat(trip.orElseThrow().metrics().failures()).isEqualTo(3);

        rig.rejected(way);
        rig.advance(Rig.WAIT);
        assertThat(snapshot().lastTrip()).isEqualTo(trip);
        rig.call(way, Outcome.FAILURE);
        assertThat(snapshot().lastTrip()).isEqualTo(trip);
        rig.call(way, Outcome.SUCCESS, () -> assertThat(snapshot().lastTrip()).isEqualTo(trip));
        rig.call(way, Outcome.FAILURE);
        assertThat(snapshot().lastTrip()).as("opened again").contains(rig.changes.get(2));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountEachCallInExactlyOneTotal(WayIn way) {
        rig.call(way, Outcome.SUCCESS, () -> {
            rig.breaker.acquire();
            for (int i = 0; i < 3; i++) {
                rig.call(way, Outcome.IGNORED);
                rig.call(way, Outcome.FAILURE);
            }
        });
        Totals totals = snapshot().totals();
        assertThat(totals.admitted()).isEqualTo(8);
        assertThat(totals.successes()).isZero();
        assertThat(totals.failures()).isEqualTo(3);
        assertThat(totals.ignored()).isEqualTo(3);
        assertThat(totals.stale()).as("the outer one, and nothing else").isEqualTo(1);
        assertThat(snapshot().inFlight()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheTotalsThroughAllStates(WayIn way) {
        Rig each = new Rig(config -> config);
        for (int round = 1; round <= 3; round++) {
            each.call(way, Outcome.FAILURE);
            each.advance(Rig.WAIT);
            each.call(way, Outcome.SUCCESS);
            Totals totals = each.breaker.snapshot().totals();
            assertThat(totals.admitted()).isEqualTo(2L * round);
            assertThat(totals.successes()).isEqualTo(round);
            assertThat(totals.failures()).isEqualTo(round);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldChangeNothingByReading(WayIn way) {
        Rig read = new Rig(
                config -> config.window(Window.last(Duration.ofSeconds(10))).tripWhen(TripRule.failureCount(2)));
        read.call(way, Outcome.FAILURE);
        for (int i = 0; i < 9; i++) {
            read.advance(Duration.ofSeconds(1));
            assertThat(read.breaker.snapshot()).isEqualTo(read.breaker.snapshot());
            assertThat(read.breaker.snapshot().metrics().failures()).isEqualTo(1);
            assertThat(read.breaker.toString()).contains("payments", "CLOSED");
        }
        read.call(way, Outcome.FAILURE);
        assertThat(read.breaker.state()).as("the first failure still counted").isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverShowANegativeOrADecreasingFigureWhileCallsRun(WayIn way) throws Exception {
        Rig busy = new Rig(config -> config);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            int reads = 0;
            Totals before = busy.breaker.snapshot().totals();
            while (!done.get() || reads == 0) {
                Totals now = busy.breaker.snapshot().totals();
                assertThat(now.inFlight()).isNotNegative();
                assertThat(now.admitted()).isGreaterThanOrEqualTo(before.admitted());
                assertThat(now.successes()).isGreaterThanOrEqualTo(before.successes());
                assertThat(now.ignored()).isGreaterThanOrEqualTo(before.ignored());
                before = now;
                reads++;
            }
            return reads;
        });
        Threads.run(IntStream.range(0, 4).boxed().toList(), thread -> {
            for (int i = 0; i < 2_000; i++) {
                busy.call(way, i % 3 == 0 ? Outcome.IGNORED : Outcome.SUCCESS);
            }
            return thread;
        });
        done.set(true);
        assertThat(reader.get(30, TimeUnit.SECONDS)).isPositive();
        Totals totals = busy.breaker.snapshot().totals();
        assertThat(totals.admitted()).isEqualTo(8_000);
        assertThat(totals.inFlight()).isZero();
    }

    private Snapshot snapshot() {
        return rig.breaker.snapshot();
    }
}
