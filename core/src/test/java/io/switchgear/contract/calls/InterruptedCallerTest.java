// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller whose thread is interrupted is served as any other, and is still interrupted afterwards. */
@Tag("C5")
@Tag("C6")
@Tag("C32")
class InterruptedCallerTest {

    @AfterEach
    void clearTheFlag() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunTheCallAndKeepTheFlagInEveryState(WayIn way) throws Exception {
        Rig rig = new Rig(config -> config);
        Thread.currentThread().interrupt();

        assertThat(way.through(rig.breaker, () -> "fine")).isEqualTo("fine");
        rig.callThrowing(way, new SocketTimeoutException("too slow, whoever is interrupted"), () -> {});
        assertThat(rig.path()).containsExactly(State.OPEN);
        rig.rejected(way);
        rig.advance(Rig.WAIT);
        rig.call(way, Outcome.IGNORED);
        assertThat(rig.breaker.state()).isEqualTo(State.HALF_OPEN);
        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);

        assertThat(Thread.currentThread().isInterrupted())
                .as("still interrupted")
                .isTrue();
        assertThat(rig.breaker.snapshot().inFlight()).isZero();
        assertThat(rig.breaker.snapshot().userCodeFailures()).isZero();
    }

    /** The interrupt that ends an operation says nothing about what was called. */
    @ParameterizedTest
    @EnumSource
    void shouldIgnoreACallThatAnInterruptEnds(WayIn way) {
        Rig rig = new Rig(config -> config);
        rig.tripAndWait();
        Thread.currentThread().interrupt();

        Throwable caught = catchThrowable(() -> way.through(rig.breaker, () -> {
            new CountDownLatch(1).await();
            return "not reached";
        }));

        assertThat(caught).isInstanceOf(InterruptedException.class);
        assertThat(rig.breaker.state()).as("decided nothing").isEqualTo(State.HALF_OPEN);
        assertThat(rig.breaker.snapshot().totals().ignored()).isEqualTo(1);
        assertThat(rig.breaker.snapshot().inFlight()).isZero();
    }
}
