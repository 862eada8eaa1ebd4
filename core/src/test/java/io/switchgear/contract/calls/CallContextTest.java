// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.switchgear.CallContext;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.DeadlinePassedException;
import io.switchgear.Made;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A context that is over before the call begins: the call does not run, counts as nothing and needs no fallback. */
@Tag("C6")
class CallContextTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final Rig rig = new Rig(config -> config);

    @ParameterizedTest
    @EnumSource
    void shouldNotRunACancelledCall(WayIn way) {
        CallContext context = CallContext.cancellable();
        context.cancel();
        assertThat(context.isCancelled()).isTrue();
        assertThat(notRun(way, context))
                .isExactlyInstanceOf(CancellationException.class)
                .hasMessageContaining("payments");
        assertNothingCounted();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotRunACallWhoseDeadlineHasPassed(WayIn way) {
        for (Duration timeout :
                List.of(SECOND, Rig.TICK, Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(-1_000_000))) {
            CallContext context = within(timeout);
            rig.advance(SECOND);
            assertThat(notRun(way, context))
                    .as("timeout %s", timeout)
                    .isExactlyInstanceOf(DeadlinePassedException.class)
                    .hasMessageContaining("payments");
        }
        assertNothingCounted();
    }

    @Test
    void shouldTellHowLateTheCallIs() {
        CallContext context = within(SECOND);
        rig.advance(SECOND.multipliedBy(4));
        assertThat(notRun(WayIn.CALL, context)).hasMessageContaining("passed 3 s before it began");
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunUntilTheLastNanosecondBeforeTheDeadline(WayIn way) throws Exception {
        CallContext context = within(SECOND);
        rig.advance(SECOND.minus(Rig.TICK));
        assertThat(way.<String>through(rig.breaker.within(context), () -> "fine"))
                .isEqualTo("fine");
        assertThat(rig.breaker.snapshot().totals().successes()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeCancelledRatherThanLateWhenItIsBoth(WayIn way) {
        CallContext context = within(Duration.ZERO);
        context.cancel();
        assertThat(notRun(way, context)).isInstanceOf(CancellationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeNoRejectionByAnOpenBreakerAndNoticeNothing(WayIn way) {
        rig.trip();
        assertThat(notRun(way, over())).isInstanceOf(DeadlinePassedException.class);
        rig.advance(Rig.WAIT);
        assertThat(notRun(way, over())).isInstanceOf(DeadlinePassedException.class);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
        assertThat(rig.breaker.snapshot().totals().rejected().values()).containsOnly(0L);
        assertThat(rig.breaker.snapshot().totals().admitted()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeNoPlaceOfAProbe(WayIn way) throws Exception {
        rig.tripAndWait();
        rig.breaker.acquire().ignore();
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(notRun(way, over())).isInstanceOf(DeadlinePassedException.class);
        assertThat(rig.breaker.snapshot().probes()).contains(Made.probeStatus(1, 1, 0, 0, 0, 0));
        way.through(rig.breaker.within(CallContext.cancellable()), () -> "the probe");
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldAskNoFallback() {
        AtomicBoolean asked = new AtomicBoolean();
        for (int opened = 0; opened < 2; opened++) {
            assertThat(catchThrowable(() -> rig.breaker.within(over()).call(() -> "ran", rejection -> {
                        asked.set(true);
                        return "instead";
                    })))
                    .isInstanceOf(DeadlinePassedException.class);
            if (opened == 0) {
                rig.trip();
            }
        }
        assertThat(asked).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeRejectedAsAnyOtherCallWhenItIsNotOver(WayIn way) {
        rig.trip();
        assertThat(notRun(way, within(SECOND)))
                .asInstanceOf(type(CallNotPermittedException.class))
                .extracting(CallNotPermittedException::reason)
                .isEqualTo(RejectionReason.OPEN);
        assertThat(rig.breaker.snapshot().totals().rejected())
                .containsEntry(RejectionReason.OPEN, way == WayIn.TRY_ACQUIRE ? 2L : 1L);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayNothingAboutABreakerFurtherOut(WayIn way) {
        CircuitBreaker outer = CircuitBreaker.of("outer");
        CallContext cancelled = CallContext.cancellable();
        cancelled.cancel();
        for (CallContext context : List.of(over(), cancelled)) {
            assertThat(catchThrowable(() -> outer.call(() -> way.through(rig.breaker.within(context), () -> "ran"))))
                    .isNotNull();
        }
        assertThat(outer.snapshot().totals().ignored()).isEqualTo(2);
    }

    @Test
    void shouldTellWhatIsLeft() {
        assertThat(CallContext.cancellable().remaining()).isEmpty();
        CallContext context = within(SECOND);
        assertThat(context.remaining()).contains(SECOND);
        rig.advance(Duration.ofMillis(400));
        assertThat(context.remaining()).contains(Duration.ofMillis(600));
        rig.advance(SECOND);
        assertThat(context.remaining()).contains(Duration.ZERO);
        assertThat(CallContext.within(Duration.ofHours(1)).remaining().orElseThrow())
                .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBearDeadlinesBeyondTheClocksEnd(WayIn way) throws Exception {
        Rig late = new Rig(Long.MAX_VALUE - 5, config -> config);
        for (Duration timeout :
                List.of(Duration.ofNanos(10), Duration.ofDays(30), Duration.ofSeconds(Long.MAX_VALUE))) {
            CallContext context = CallContext.within(timeout, late.ticker);
            assertThat(way.<String>through(late.breaker.within(context), () -> "fine"))
                    .isEqualTo("fine");
        }
        CallContext soon = CallContext.within(Duration.ofNanos(10), late.ticker);
        late.advance(Duration.ofNanos(10));
        assertThat(catchThrowable(() -> way.through(late.breaker.within(soon), () -> "ran")))
                .isInstanceOf(DeadlinePassedException.class);
    }

    @Test
    void shouldAskForATimeoutAndAClock() {
        assertThatNullPointerException().isThrownBy(() -> CallContext.within(null));
        assertThatNullPointerException().isThrownBy(() -> CallContext.within(SECOND, null));
        assertThatNullPointerException().isThrownBy(() -> CallContext.within(null, new ManualTicker()));
    }

    private CallContext within(Duration timeout) {
        return CallContext.within(timeout, rig.ticker);
    }

    private CallContext over() {
        return within(Duration.ZERO);
    }

    private Throwable notRun(WayIn way, CallContext context) {
        AtomicBoolean ran = new AtomicBoolean();
        Throwable thrown = catchThrowable(() -> way.through(rig.breaker.within(context), () -> {
            ran.set(true);
            return "ran";
        }));
        assertThat(ran).as("the operation ran").isFalse();
        return thrown;
    }

    private void assertNothingCounted() {
        Totals totals = rig.breaker.snapshot().totals();
        assertThat(totals.admitted() + totals.successes() + totals.failures() + totals.ignored() + totals.stale())
                .isZero();
        assertThat(totals.rejected().values()).containsOnly(0L);
        assertThat(rig.changes).isEmpty();
    }
}
