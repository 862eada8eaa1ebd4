// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Checks which side the end of a call counts against: the other side, its callers, or neither. Part of
 * {@link IntegrationContract}.
 */
abstract class BlameContract extends ContractRig {
    /** A duration below the bound after which a call that is given up is evidence. */
    private static final Duration EARLY = Duration.ofMillis(10);

    private static final Duration LATE = Duration.ofSeconds(2);

    /** A duration longer than any default open wait. */
    private static final Duration WHOLE_WAIT = Duration.ofMinutes(2);

    private static final int CALLS = 10;

    @Test
    void shouldOpenWithinTenCallsWhenItHangsAndItsCallersGiveUp() throws Exception {
        CircuitBreaker breaker = breakers.byDefault();
        ScriptedOperation<Object> behind = ScriptedOperation.hanging();
        Guarded thing = guard(breaker, behind);
        for (int i = 0; i < CALLS && breaker.state() == State.CLOSED; i++) {
            giveUp(thing, behind, LATE);
        }
        assertThat(breaker).isOpen().hasSuccesses(0).hasNothingInFlight();
        ticker.advance(WHOLE_WAIT);
        giveUp(thing, behind, LATE);
        giveUp(thing, behind, LATE); // two of three probes
        assertThat(breaker).isOpen().hasConsecutiveOpenings(2).hasNothingInFlight();
    }

    @Test
    void shouldNeverOpenWhenItIsWellAndItsCallersAreImpatient() throws Exception {
        CircuitBreaker breaker = breakers.byDefault();
        for (int i = 0; i < CALLS; i++) {
            giveUp(breaker, EARLY);
        }
        for (int i = 0; i < CALLS; i++) {
            giveUp(breaker, LATE);
            giveUp(breaker, LATE);
            succeed(guard(breaker, ScriptedOperation.returning(good())));
        }
        assertThat(breaker).isClosed().hasSuccesses(CALLS).hasFailures(0).hasNothingInFlight();
    }

    @Test
    void shouldIgnoreAnInterruptInDisguise() throws Exception {
        assertThat(interrupts()).as("interrupts()").isNotEmpty();
        for (Throwable interrupt : interrupts()) {
            CircuitBreaker breaker = breakers.closed();
            Throwable thrown = Ended.of(guard(breaker, ScriptedOperation.throwing(interrupt))
                            .begin())
                    .thrown();
            assertThat(thrown).as("what an interrupted caller catches").isNotNull();
            assertThat(breaker).isClosed().hasIgnored(1).hasFailures(0).hasNothingInFlight();
        }
    }

    @Test
    void shouldIgnoreAnInterruptOnAVirtualThread() throws Exception {
        CircuitBreaker breaker = breakers.closed();
        ScriptedOperation<Object> behind = ScriptedOperation.hanging();
        Guarded thing = guard(breaker, behind);
        giveUp(() -> CallerThread.onVirtualThreads(thing), behind, Duration.ZERO);
        assertThat(breaker).isClosed().hasIgnored(1).hasFailures(0).hasNothingInFlight();
    }

    @Test
    void shouldIgnoreTheCallersOwnFault() throws Exception {
        CircuitBreaker breaker = breakers.probeDue();
        Optional<Guarded> failing = failingByItself(breaker);
        if (failing.isPresent()) {
            Throwable thrown = Ended.of(failing.get().begin()).thrown();
            assertThat(thrown).as("what a caller at fault catches").isNotNull();
            assertThat(breaker).isHalfOpen().hasFailures(1).hasIgnored(1).hasNothingInFlight();
        }
        succeed(guard(breaker, ScriptedOperation.returning(good())));
        assertThat(breaker).isClosed();
    }

    @Test
    void shouldCountAUnitOfWorkThatFailsAtItsEndOnceAndAsAFailure() throws Exception {
        CircuitBreaker breaker = breakers.closed();
        Guarded whole = guard(breaker, ScriptedOperation.throwing(failures().get(0)));
        Guarded unit = failingAtItsEnd(breaker).orElse(whole);
        failAtItsEnd(unit);
        assertThat(breaker).isOpen().hasAdmitted(1).hasFailures(1).hasSuccesses(0);
        ticker.advance(ContractBreakers.WAIT);
        failAtItsEnd(unit);
        assertThat(breaker).isOpen().hasConsecutiveOpenings(2).hasAdmitted(2).hasSuccesses(0);
        assertThat(breaker).hasNothingInFlight();
    }

    @Test
    void shouldNotMakeItsClientTryAgainWhenItRejects() throws Exception {
        CircuitBreaker breaker = breakers.open();
        ScriptedOperation<Object> behind = ScriptedOperation.returning(good());
        reject(retrying(breaker, behind));
        assertThat(behind.calls()).as("calls of what is behind").isZero();
        assertThat(breaker).hasRejected(1);
    }

    @Test
    void shouldSayInARejectionWhatFailedLast() throws Exception {
        for (Throwable failure : failures()) {
            ScriptedOperation<Object> behind = ScriptedOperation.throwing(failure);
            lastFailureAfter(behind, failure.getClass().getSimpleName());
        }
        for (Object bad : badResults()) {
            lastFailureAfter(ScriptedOperation.returning(bad), bad.getClass().getSimpleName());
        }
    }

    private void lastFailureAfter(ScriptedOperation<Object> behind, String expected) throws Exception {
        Guarded thing = guard(breakers.closed(), behind);
        Ended.of(thing.begin());
        Throwable rejection = Ended.of(thing.begin()).thrown();
        assertRejected(() -> {
                    throw rejection == null ? new AssertionError("a failure did not open the breaker") : rejection;
                })
                .satisfies(rejected -> assertThat(rejected.lastFailure())
                        .as("the last failure")
                        .hasValueSatisfying(last -> assertThat(last).contains(expected)));
    }

    private void failAtItsEnd(Guarded unit) throws Exception {
        Throwable thrown = Ended.of(unit.begin()).thrown();
        assertThat(thrown).as("what a caller catches whose unit of work failed").isNotNull();
    }

    private void giveUp(CircuitBreaker breaker, Duration after) throws Exception {
        ScriptedOperation<Object> behind = ScriptedOperation.hanging();
        giveUp(guard(breaker, behind), behind, after);
    }

    private void giveUp(Guarded thing, ScriptedOperation<Object> behind, Duration after) throws Exception {
        CompletableFuture<?> call = hang(thing, behind, behind.running() + 1);
        ticker.advance(after);
        call.cancel(true);
        Ended.of(call);
    }
}
