// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.State;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the calls of an application are counted, whatever it is. */
class WorkingCallersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<CallNotPermittedException> rejections = new CopyOnWriteArrayList<>();

    @Test
    void shouldCountWhatCallsReturnAndThrow() {
        CallNotPermittedException rejection = rejection();
        Outcomes work = new Outcomes(List.of(
                () -> Ending.OK,
                () -> Ending.OK.noting("new"),
                () -> Ending.FAILED,
                () -> {
                    throw new IOException("down");
                },
                () -> {
                    throw new IllegalStateException("around", new IOException(rejection));
                },
                () -> Ending.rejected(rejection)));
        try (Callers callers = new WorkingCallers(work, 2, rejections::add)) {
            for (int i = 0; i < 6; i++) {
                callers.callDueAt(System.nanoTime());
            }
            callers.finish(PATIENCE);

            Figures figures = callers.tally().all();
            assertThat(figures.ok()).isEqualTo(2);
            assertThat(figures.failed()).isEqualTo(2);
            assertThat(figures.rejected()).isEqualTo(2);
            assertThat(figures.waiting()).isZero();
            assertThat(figures.notes()).containsOnlyKeys(Ending.Result.OK);
            assertThat(callers.sent()).as("those that went out").isEqualTo(4);
            assertThat(rejections).containsExactly(rejection, rejection);
        }
    }

    @Test
    void shouldWarmUpUncounted() {
        Outcomes work = new Outcomes(List.of());
        try (Callers callers = new WorkingCallers(work, 2, rejections::add)) {
            callers.warmUp();

            assertThat(work.warmUps.get()).isGreaterThanOrEqualTo(2);
            assertThat(callers.tally().all().calls()).isZero();
            assertThat(callers.sent()).isZero();
        }
    }

    @Test
    void shouldCloseTheWork() {
        Outcomes work = new Outcomes(List.of());

        new WorkingCallers(work, 2, rejections::add).close();

        assertThat(work.closes).hasValue(1);
    }

    private static CallNotPermittedException rejection() {
        try (Permit none =
                CircuitBreaker.of("shut", c -> c.startIn(State.FORCED_OPEN)).acquire()) {
            throw new AssertionError("let in: " + none);
        } catch (CallNotPermittedException rejected) {
            return rejected;
        }
    }

    /** One after the other. */
    private static final class Outcomes implements Work {
        private interface Outcome {
            Ending get() throws Exception;
        }

        private final List<Outcome> outcomes;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger warmUps = new AtomicInteger();
        private final AtomicInteger closes = new AtomicInteger();

        private Outcomes(List<Outcome> outcomes) {
            this.outcomes = outcomes;
        }

        @Override
        public Ending call() throws Exception {
            return outcomes.get(next.getAndIncrement()).get();
        }

        @Override
        public void warmUp() {
            warmUps.incrementAndGet();
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }
}
