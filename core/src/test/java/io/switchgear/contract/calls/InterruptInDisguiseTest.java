// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.rig.Broken;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interrupt says nothing about the other side, whatever exception it comes as; a timeout does, whoever is interrupted. */
@Tag("C3")
@Tag("C13")
class InterruptInDisguiseTest {
    private static final Duration LONGER = Duration.ofSeconds(1).plus(Rig.TICK);

    private final Rig rig = new Rig(config -> config);

    @AfterEach
    void clearTheFlag() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreWhatCarriesAnInterruptInItsCauses(WayIn way) {
        List<Exception> disguises = List.of(
                new ClosedByInterruptException(),
                new InterruptedIOException("stopped"),
                new SocketException("Closed by interrupt"),
                new IllegalStateException("08006", new SocketException("Closed by interrupt")),
                new RuntimeException(new InterruptedException()));
        for (Exception disguise : disguises) {
            end(way, disguise, false);
        }
        assertThat(totals().ignored()).isEqualTo(disguises.size());
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
    }

    /** A future whose operation ended elsewhere has no flag that would tell of it. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CALL_ASYNC")
    void shouldIgnoreAFailureOnAThreadThatIsInterrupted(WayIn way) {
        end(way, new IOException("Socket closed"), true);
        end(way, new IllegalStateException("the driver's own words"), true);
        assertThat(totals().ignored()).isEqualTo(2);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(Thread.currentThread().isInterrupted())
                .as("the flag is kept")
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CALL_ASYNC")
    void shouldTakeItForAbandonedWhenItHadBeenOutForLong(WayIn way) {
        Rig long5 = new Rig(config -> config.slowCallsOver(LONGER.minus(Rig.TICK)));
        catchThrowable(() -> way.through(long5.breaker, () -> {
            long5.advance(LONGER);
            Thread.currentThread().interrupt();
            throw new IOException("Socket closed");
        }));
        assertThat(long5.breaker.snapshot().totals().abandoned()).isEqualTo(1);
        assertThat(long5.breaker.snapshot().totals().failures()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountATimeoutThatMeetsTheFlagAsAFailure(WayIn way) {
        for (Exception timeout : List.of(
                new SocketTimeoutException("Read timed out"),
                new TimeoutException(),
                new IllegalStateException(new SocketTimeoutException("Read timed out")))) {
            Rig each = new Rig(config -> config);
            end(each, way, timeout, true);
            assertThat(each.breaker.state()).as(timeout.toString()).isEqualTo(State.OPEN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAnErrorThatMeetsTheFlagAsAFailure(WayIn way) {
        end(way, new StackOverflowError(), true);
        assertThat(rig.breaker.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAResultThatMeetsTheFlagAsASuccess(WayIn way) throws Exception {
        way.through(rig.breaker, () -> {
            Thread.currentThread().interrupt();
            return "in time";
        });
        assertThat(totals().successes()).isEqualTo(1);
    }

    @Test
    void shouldNotAskTheFlagOfTheThreadThatCompletesAFuture() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        rig.breaker.callAsync(() -> stage);
        Thread.currentThread().interrupt();
        stage.completeExceptionally(new IOException("reset by peer"));
        assertThat(totals().failures()).isEqualTo(1);
    }

    private void end(WayIn way, Throwable end, boolean interrupted) {
        end(rig, way, end, interrupted);
    }

    private static void end(Rig rig, WayIn way, Throwable end, boolean interrupted) {
        Throwable caught = catchThrowable(() -> way.through(rig.breaker, () -> {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return Broken.<String, Exception>fail(end);
        }));
        assertThat(caught).isSameAs(end);
    }

    private Totals totals() {
        return rig.breaker.snapshot().totals();
    }
}
