// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallContext;
import io.switchgear.Made;
import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.rig.Broken;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A context that ends while the call is under way changes what a failure means, and never what the caller gets. */
@Tag("C6")
class CallContextOnTheWayTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final Rig rig = new Rig(config -> config.slowCallsOver(SECOND.multipliedBy(2)));

    /** An {@code attempt} sets it when it holds an InterruptedException. */
    @AfterEach
    void clearTheInterruptFlag() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAFailureAfterTheDeadlineAsAFailure(WayIn way) {
        List<Exception> ends = List.of(new IOException("broken"), new SocketTimeoutException("slow"));
        for (Exception end : ends) {
            Rig each = new Rig(config -> config);
            go(each, way, CallContext.within(SECOND, each.ticker), end, () -> each.advance(SECOND));
            assertThat(each.breaker.snapshot().totals().failures())
                    .as("failures after %s", end)
                    .isEqualTo(1);
            assertThat(each.breaker.state()).isEqualTo(State.OPEN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnIgnoringWhatIsIgnoredBeforeTheDeadline(WayIn way) {
        go(rig, way, within(SECOND), new CancellationException(), () -> rig.advance(SECOND.minus(Rig.TICK)));
        assertOnly(0, 0, 1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreAFailureOfACallThatWasCancelledOnTheWay(WayIn way) {
        CallContext cancelled = CallContext.cancellable();
        go(rig, way, cancelled, new IOException("closed under its hands"), cancelled::cancel);
        assertOnly(0, 0, 1);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreAFailureOfACallThatWasCancelledEvenAfterItsDeadline(WayIn way) {
        CallContext both = within(SECOND);
        go(rig, way, both, new IOException("closed under its hands"), () -> {
            rig.advance(SECOND);
            both.cancel();
        });
        assertOnly(0, 0, 1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountALateSuccessAsASuccess(WayIn way) {
        go(rig, way, within(SECOND), null, () -> rig.advance(SECOND.multipliedBy(2)));
        assertOnly(1, 0, 0);
        assertThat(rig.breaker.snapshot().totals().slow()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C4")
    void shouldCountALateSuccessThatWasSlowAsSlowToo(WayIn way) {
        go(rig, way, within(SECOND), null, () -> rig.advance(SECOND.multipliedBy(3)));
        assertOnly(1, 0, 0);
        assertThat(rig.breaker.snapshot().totals().slow()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountASuccessAlthoughTheCallWasCancelled(WayIn way) {
        CallContext cancelled = CallContext.cancellable();
        go(rig, way, cancelled, null, cancelled::cancel);
        assertOnly(1, 0, 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldInterruptNothing(WayIn way) {
        CallContext context = within(SECOND);
        go(rig, way, context, null, () -> {
            rig.advance(SECOND);
            context.cancel();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C32")
    void shouldGiveTheProbesPlaceBackWhenItsCallWasCancelled(WayIn way) {
        rig.tripAndWait();
        CallContext cancelled = CallContext.cancellable();
        go(rig, way, cancelled, new IOException("closed under its hands"), cancelled::cancel);
        assertThat(rig.breaker.snapshot().probes()).contains(Made.probeStatus(1, 1, 0, 0, 0, 0));
        go(rig, way, CallContext.cancellable(), null, () -> {});
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReopenOnAProbeThatGaveUpAtItsDeadline(WayIn way) {
        rig.tripAndWait();
        go(rig, way, within(SECOND), new CancellationException("gave up"), () -> rig.advance(SECOND.multipliedBy(2)));
        assertThat(rig.breaker.state()).as("within the bound").isEqualTo(State.HALF_OPEN);
        Duration longer = SECOND.multipliedBy(2).plus(Rig.TICK);
        go(rig, way, within(SECOND), new CancellationException("gave up"), () -> rig.advance(longer));
        assertThat(rig.path()).containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C1")
    void shouldOnlyCountACancelledCallAsLateWhenItsPhaseIsOver(WayIn way) {
        CallContext cancelled = CallContext.cancellable();
        go(rig, way, cancelled, new IOException("closed under its hands"), () -> {
            rig.trip();
            cancelled.cancel();
        });
        assertThat(rig.breaker.snapshot().totals().stale()).isEqualTo(1);
        assertOnly(0, 1, 0);
    }

    private CallContext within(Duration timeout) {
        return CallContext.within(timeout, rig.ticker);
    }

    /** Makes a call that ends so after something has happened, and must give the caller just that. */
    private static void go(Rig rig, WayIn way, CallContext context, @Nullable Exception end, Runnable meanwhile) {
        Throwable[] seen = new Throwable[1];
        try {
            assertThat(way.<String>through(rig.breaker.within(context), () -> {
                        meanwhile.run();
                        return end == null ? "fine" : Broken.fail(end);
                    }))
                    .isEqualTo("fine");
        } catch (Exception thrown) {
            seen[0] = thrown;
        }
        assertThat(seen[0]).as("what the caller gets").isSameAs(end);
    }

    private void assertOnly(long successes, long failures, long ignored) {
        Totals totals = rig.breaker.snapshot().totals();
        assertThat(List.of(totals.successes(), totals.failures(), totals.ignored()))
                .as("successes, failures, ignored")
                .containsExactly(successes, failures, ignored);
        assertThat(totals.inFlight()).isZero();
    }
}
