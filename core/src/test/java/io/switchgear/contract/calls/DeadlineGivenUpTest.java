// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CallContext;
import io.switchgear.Guard;
import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Rejection;
import io.switchgear.rig.Broken;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call that ends by its context being over was given up: by cancellation whatever it throws, by a deadline if that is ignored. */
@Tag("C6")
@Tag("C13")
class DeadlineGivenUpTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGER = SECOND.plus(Rig.TICK);

    private final Rig rig =
            new Rig(config -> config.classify(Classifier.defaults().ignore(IllegalStateException.class)));

    @ParameterizedTest
    @EnumSource
    void shouldAbandonWhatEndsIgnoredLongAfterItBeganAndAfterItsDeadline(WayIn way) {
        deadline(way, SECOND, LONGER, new CancellationException("the client gave up"));
        deadline(way, LONGER, LONGER, new IllegalStateException("the client's own word for it"));
        assertThat(totals().abandoned()).isEqualTo(2);
        assertThat(totals().ignored() + totals().failures()).isZero();
    }

    /** A deadline may have been almost over when the call began, so it tells nothing by itself. */
    @ParameterizedTest
    @EnumSource
    void shouldIgnoreWhatEndsIgnoredSoonAfterItBegan(WayIn way) {
        deadline(way, Rig.TICK, SECOND, new CancellationException("the client gave up"));
        deadline(way, Rig.TICK, Rig.TICK, new IllegalStateException("the client's own word for it"));
        assertThat(totals().ignored()).isEqualTo(2);
        assertThat(totals().abandoned()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreWhatIsIgnoredBeforeTheDeadlineHoweverLongItTook(WayIn way) {
        deadline(way, SECOND.multipliedBy(9), SECOND.multipliedBy(8), new IllegalStateException("a user's mistake"));
        assertThat(totals().ignored()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreTheRejectionOfAnotherGuardAlsoAfterTheDeadline(WayIn way) {
        class Full extends RuntimeException implements Rejection {
            private static final long serialVersionUID = 1;
        }
        deadline(way, SECOND, LONGER, new Full());
        deadline(way, SECOND, LONGER, new IOException("wrapped", new Full()));
        assertThat(totals().ignored()).isEqualTo(2);
        assertThat(totals().abandoned()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAFailureAfterTheDeadline(WayIn way) {
        deadline(way, SECOND, LONGER, new SocketTimeoutException("slow"));
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAbandonWhateverACancelledCallThrowsLate(WayIn way) {
        for (Exception end : new Exception[] {
            new IOException("closed under its hands"), new SocketTimeoutException("slow"), new IllegalStateException()
        }) {
            cancelled(way, LONGER, end);
        }
        assertThat(totals().abandoned()).isEqualTo(3);
        cancelled(way, SECOND, new IOException("closed under its hands"));
        assertThat(totals().ignored()).isEqualTo(1);
        assertThat(totals().failures()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountWhatACancelledCallDelivers(WayIn way) {
        cancelled(way, LONGER, null);
        deadline(way, SECOND, LONGER, null);
        assertThat(totals().successes()).isEqualTo(2);
    }

    @Test
    @Tag("C8")
    void shouldAskTheContextOfAPermitThatIsSettledAsAFailureOrClosed() {
        for (boolean late : new boolean[] {false, true}) {
            Rig each = new Rig(config -> config);
            CallContext context = CallContext.cancellable();
            Permit failed = each.breaker.within(context).acquire();
            Permit closed = each.breaker.within(context).acquire();
            Permit delivered = each.breaker.within(context).acquire();
            context.cancel();
            each.advance(late ? LONGER : SECOND);
            assertThat(failed.failure()).isTrue();
            closed.close();
            assertThat(delivered.success()).isTrue();
            Totals totals = each.breaker.snapshot().totals();
            assertThat(totals.abandoned()).isEqualTo(late ? 2 : 0);
            assertThat(totals.ignored()).isEqualTo(late ? 0 : 2);
            assertThat(totals.successes()).isEqualTo(1);
            assertThat(totals.failures()).isZero();
        }
    }

    private void deadline(WayIn way, Duration timeout, Duration took, @Nullable Exception end) {
        go(way, breaker -> breaker.within(timeout), () -> rig.advance(took), end);
    }

    private void cancelled(WayIn way, Duration took, @Nullable Exception end) {
        CallContext context = CallContext.cancellable();
        go(
                way,
                breaker -> breaker.within(context),
                () -> {
                    rig.advance(took);
                    context.cancel();
                },
                end);
    }

    private void go(WayIn way, Function<Guard, Guard> view, Runnable meanwhile, @Nullable Exception end) {
        Throwable caught = catchThrowable(() -> way.through(view.apply(rig.breaker), () -> {
            meanwhile.run();
            return end == null ? "delivered" : Broken.<String, Exception>fail(end);
        }));
        assertThat(caught).isSameAs(end);
    }

    private Totals totals() {
        return rig.breaker.snapshot().totals();
    }
}
