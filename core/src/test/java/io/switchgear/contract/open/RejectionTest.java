// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.Permit;
import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.outcome.Rejection;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a rejection carries for programs. */
@Tag("C21")
class RejectionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final Rig rig = new Rig(config -> config);

    @ParameterizedTest
    @EnumSource
    void shouldTellNameStateReasonSinceWhenAndUntilWhen(WayIn way) {
        rig.advance(SECOND);
        rig.call(way, Outcome.FAILURE);
        rig.advance(Duration.ofMillis(3_200));

        CallNotPermittedException rejection = rig.rejected(way);
        assertThat(rejection).isInstanceOf(Rejection.class);
        assertThat(rejection.breakerName()).isEqualTo("payments");
        assertThat(rejection.state()).isEqualTo(State.OPEN);
        assertThat(rejection.reason()).isEqualTo(RejectionReason.OPEN);
        assertThat(rejection.since()).isEqualTo(Rig.START.plusSeconds(1));
        assertThat(rejection.retryAfter()).contains(Duration.ofMillis(6_800));
        assertThat(rejection.lastFailure()).contains("java.io.IOException: boom");
        assertThat(rejection.getCause()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellTheEarliestLeaseWhenAllProbesAreOut(WayIn way) {
        Rig three = Rig.withProbes(HalfOpen.probes(3).probeTimeout(Rig.LEASE));
        three.tripAndWait();
        Permit first = three.breaker.acquire();
        three.advance(SECOND);
        three.breaker.acquire();
        three.advance(SECOND);
        three.breaker.acquire();

        CallNotPermittedException rejection = three.rejected(way);
        assertThat(rejection.state()).isEqualTo(State.HALF_OPEN);
        assertThat(rejection.reason()).isEqualTo(RejectionReason.PROBES_BUSY);
        assertThat(rejection.since()).isEqualTo(Rig.START.plus(Rig.WAIT));
        assertThat(rejection.retryAfter()).contains(Rig.LEASE.minusSeconds(2));
        assertThat(rejection.lastFailure()).isPresent();

        first.success();
        assertThat(three.rejected(way).retryAfter()).contains(Rig.LEASE.minusSeconds(1));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeginAHalfOpenPhaseWhenItFellDueAndNotWhenItWasNoticed(WayIn way) {
        rig.tripAndWait();
        rig.advance(Duration.ofHours(1));
        rig.breaker.acquire();
        assertThat(rig.rejected(way).since()).isEqualTo(Rig.START.plus(Rig.WAIT));
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayAsItWasWhenTheBreakerGoesOn(WayIn way) {
        rig.trip();
        CallNotPermittedException rejection = rig.rejected(way);
        CallNotPermittedException atTheSameTime = rig.rejected(way);
        String message = atTheSameTime.getMessage();
        rig.advance(Rig.WAIT.plusSeconds(7));
        rig.breaker.acquire().success();

        assertThat(rejection.state()).isEqualTo(State.OPEN);
        assertThat(rejection.reason()).isEqualTo(RejectionReason.OPEN);
        assertThat(rejection.retryAfter()).contains(Rig.WAIT);
        assertThat(rejection.getMessage()).as("the message, first read now").isEqualTo(message);
        assertThat(rejection).as("each rejection is its own").isNotSameAs(atTheSameTime);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCarryNoStackTrace(WayIn way) {
        rig.trip();
        assertThat(rig.rejected(way).getStackTrace()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCarryAStackTraceWhenAskedTo(WayIn way) {
        Rig traced = new Rig(config -> config.stackTraces(true));
        traced.trip();
        assertThat(traced.rejected(way).getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(RejectionTest.class.getName()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotHoldTheFailureItself(WayIn way) {
        WeakReference<Throwable> failure = failing(way);
        CallNotPermittedException rejection = rig.rejected(way);
        Snapshot snapshot = rig.breaker.snapshot();

        Awaitility.await().until(() -> {
            System.gc();
            return failure.get() == null;
        });
        assertThat(rejection.lastFailure()).contains("java.io.IOException: to be forgotten");
        assertThat(snapshot.lastTrip()).isPresent();
        assertThat(rig.changes).isNotEmpty();
    }

    private WeakReference<Throwable> failing(WayIn way) {
        Exception failure = new IOException("to be forgotten");
        rig.callThrowing(way, failure, () -> {});
        return new WeakReference<>(failure);
    }

    @Test
    void shouldTellTheSameToAFallbackAndToACallerAndLeaveAPermitEmpty() throws Exception {
        rig.trip();
        rig.advance(SECOND);
        CallNotPermittedException thrown = rig.rejected(WayIn.CALL);
        CallNotPermittedException given = rig.breaker.call(() -> null, rejection -> rejection);
        assertThat(given).usingRecursiveComparison().isEqualTo(thrown);
        assertThat(rig.breaker.tryAcquire()).isEmpty();
    }

    @Test
    void shouldCountEachRejectionOnceAndByReason() {
        rig.trip();
        rig.rejected(WayIn.CALL);
        rig.rejected(WayIn.CALL_WITH_FALLBACK);
        rig.rejected(WayIn.RUN);
        rig.rejected(WayIn.PERMIT);
        rig.breaker.tryAcquire();
        assertThat(rig.breaker.snapshot().totals().rejected())
                .containsEntry(RejectionReason.OPEN, 5L)
                .containsEntry(RejectionReason.PROBES_BUSY, 0L);

        rig.advance(Rig.WAIT);
        rig.breaker.acquire();
        rig.rejected(WayIn.CALL);
        rig.breaker.tryAcquire();
        assertThat(rig.breaker.snapshot().totals().rejected())
                .containsEntry(RejectionReason.OPEN, 5L)
                .containsEntry(RejectionReason.PROBES_BUSY, 2L);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSurviveSerialization(WayIn way) throws Exception {
        Rig lambdas = new Rig(
                config -> config.tripWhen(metrics -> metrics.failures() > 0).openFor(Backoff.of(attempt -> Rig.WAIT)));
        lambdas.call(way, Outcome.FAILURE);
        CallNotPermittedException rejection = lambdas.rejected(way);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(rejection);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            CallNotPermittedException copy = (CallNotPermittedException) in.readObject();
            assertThat(copy.getMessage()).isEqualTo(rejection.getMessage());
            assertThat(copy.breakerName()).isEqualTo(rejection.breakerName());
            assertThat(copy.state()).isEqualTo(rejection.state());
            assertThat(copy.reason()).isEqualTo(rejection.reason());
            assertThat(copy.since()).isEqualTo(rejection.since());
            assertThat(copy.retryAfter()).isEqualTo(rejection.retryAfter());
            assertThat(copy.lastFailure()).isEqualTo(rejection.lastFailure());
        }
    }
}
