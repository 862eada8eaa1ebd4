// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Fallback;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A fallback is for rejections, and for nothing else. */
@Tag("C9")
class FallbackTest {
    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker closed = breaker("closed");
    private final CircuitBreaker open = opened("open");

    @Test
    void shouldRunInPlaceOfARejectedCall() throws Exception {
        Object value = new Object();
        AtomicReference<CallNotPermittedException> seen = new AtomicReference<>();

        Object result = open.<Object, Exception>call(FallbackTest::unwanted, rejection -> {
            seen.set(rejection);
            return value;
        });

        assertThat(result).isSameAs(value);
        assertThat(seen.get().breakerName()).isEqualTo("open");
        assertThat(seen.get().state()).isEqualTo(State.OPEN);
        assertThat(open.<Object, Exception>call(FallbackTest::unwanted, rejection -> null))
                .isNull();
    }

    @Test
    void shouldNotRunWhenTheCallIsLetThrough() throws Exception {
        assertThat(closed.<Object, Exception>call(() -> "own", rejection -> unwanted()))
                .isEqualTo("own");
        assertThat(closed.<Object, Exception>call(() -> null, rejection -> unwanted()))
                .isNull();
    }

    @Test
    void shouldNotRunForAFailureOfTheOperation() {
        for (Throwable thrown : List.of(new IOException(), new IllegalStateException(), new AssertionError())) {
            CircuitBreaker breaker = breaker("failing");
            assertThatThrownBy(() -> breaker.<Object, Throwable>call(
                            () -> {
                                throw thrown;
                            },
                            rejection -> unwanted()))
                    .isSameAs(thrown);
        }
    }

    @Test
    void shouldNotRunForTheRejectionOfAnotherBreaker() {
        AtomicReference<Exception> inner = new AtomicReference<>();

        assertThatThrownBy(() -> closed.<Object, Exception>call(
                        () -> {
                            try {
                                return open.call(FallbackTest::unwanted);
                            } catch (CallNotPermittedException rejected) {
                                inner.set(rejected);
                                throw rejected;
                            }
                        },
                        rejection -> unwanted()))
                .isSameAs(inner.get())
                .isInstanceOf(CallNotPermittedException.class);
        assertThat(closed.snapshot().totals().ignored()).isEqualTo(1);
    }

    @Test
    void shouldThrowWhatTheFallbackThrows() {
        for (Throwable thrown : List.of(new IOException(), new IllegalStateException(), new AssertionError())) {
            assertThatThrownBy(() -> open.<Object, Throwable>call(FallbackTest::unwanted, rejection -> {
                        throw thrown;
                    }))
                    .isSameAs(thrown);
            assertThat(thrown.getSuppressed()).isEmpty();
            assertThat(thrown.getCause()).isNull();
        }
    }

    @Test
    void shouldRunOutsideTheAdmission() throws Exception {
        Totals before = open.snapshot().totals();

        long inFlight = open.<Long, Exception>call(
                () -> -1L, rejection -> open.snapshot().inFlight());
        assertThat(inFlight).isZero();
        assertThatThrownBy(() -> open.<Object, Exception>call(FallbackTest::unwanted, rejection -> {
                    throw new IOException("not counted");
                }))
                .isInstanceOf(IOException.class);

        Totals after = open.snapshot().totals();
        assertThat(after.admitted()).isEqualTo(before.admitted());
        assertThat(after.failures()).isEqualTo(before.failures());
        assertThat(after.rejected()).containsEntry(RejectionReason.OPEN, 2L);
        assertThat(open.snapshot().userCodeFailures()).isZero();
    }

    @Test
    void shouldBeAskedForBeforeTheOperationRuns() {
        assertThatNullPointerException()
                .isThrownBy(() ->
                        closed.<Object, Exception>call(FallbackTest::unwanted, (Fallback<Object, Exception>) null));
        assertThatNullPointerException()
                .isThrownBy(() -> closed.<Object, Exception>call(null, rejection -> unwanted()));
        assertThatNullPointerException().isThrownBy(() -> open.<Object, Exception>call(null, rejection -> unwanted()));
        assertThat(closed.snapshot().totals().admitted()).isZero();
    }

    private static Object unwanted() {
        throw new AssertionError("must not run");
    }

    private CircuitBreaker opened(String name) {
        CircuitBreaker breaker = breaker(name);
        new Script(WayIn.CALL, breaker, ticker).play("F");
        return breaker;
    }

    private CircuitBreaker breaker(String name) {
        return CircuitBreaker.of(name, c -> c.ticker(ticker).tripWhen(TripRule.failureCount(1)));
    }
}
