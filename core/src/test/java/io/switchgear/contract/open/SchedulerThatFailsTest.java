// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Broken;
import io.switchgear.rig.HandScheduler;
import io.switchgear.rig.Rig;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A scheduler that does not do its work leaves a breaker as good as one without. */
@Tag("C22")
@Tag("C5")
class SchedulerThatFailsTest {
    private static final List<Throwable> BROKEN =
            List.of(new IllegalStateException("broken"), new AssertionError("broken"));

    @BeforeAll
    static void keepTheLog() {
        BreakerLog.keepQuiet();
    }

    @Test
    void shouldDoWithoutASchedulerThatWasShutDown() {
        HandScheduler timer = new HandScheduler();
        Rig rig = new Rig(config -> config.scheduler(timer));
        timer.shutdown();
        assertWorks(rig);
        assertThat(rig.breaker.snapshot().userCodeFailures()).isPositive();
    }

    @Test
    void shouldDoWithoutTimersThatAreDroppedLater() {
        HandScheduler timer = new HandScheduler();
        Rig rig = new Rig(config -> config.scheduler(timer));
        rig.trip();
        assertThat(timer.shutdownNow()).hasSize(1);
        rig.breaker.reset("begin anew");
        assertWorks(rig);
    }

    @Test
    void shouldDoWithoutASchedulerThatThrows() {
        for (Throwable each : BROKEN) {
            Rig rig = new Rig(config -> config.scheduler(scheduler(method -> Broken.fail(each))));
            assertWorks(rig);
        }
    }

    @Test
    void shouldDoWithoutASchedulerThatGivesNoFuture() {
        assertWorks(new Rig(config -> config.scheduler(scheduler(method -> null))));
    }

    @Test
    void shouldDoWithTimersThatCannotBeCancelled() {
        for (Throwable each : BROKEN) {
            ScheduledFuture<?> stubborn = (ScheduledFuture<?>) Proxy.newProxyInstance(
                    SchedulerThatFailsTest.class.getClassLoader(),
                    new Class<?>[] {ScheduledFuture.class},
                    (self, method, arguments) -> Broken.fail(each));
            Rig rig = new Rig(config -> config.scheduler(scheduler(method -> stubborn)));
            assertWorks(rig);
            assertThat(rig.breaker.snapshot().userCodeFailures()).isPositive();
        }
    }

    @Test
    void shouldLogItOnceForEachBreaker() {
        String name = "timeless";
        HandScheduler timer = new HandScheduler();
        timer.shutdown();
        CircuitBreaker breaker = CircuitBreaker.of(name, config -> config.scheduler(timer));
        for (int i = 0; i < 3; i++) {
            breaker.reset("again");
            for (int failure = 0; failure < 10; failure++) {
                breaker.acquire().failure();
            }
            assertThat(breaker.state()).isEqualTo(State.OPEN);
        }
        assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(3);
        assertThat(BreakerLog.of(name))
                .singleElement()
                .satisfies(entry -> assertThat(entry.message())
                        .contains("scheduler", "the next call will make the change that is due"));
    }

    private static void assertWorks(Rig rig) {
        int before = rig.changes.size();
        rig.trip();
        rig.advance(Rig.WAIT);
        rig.breaker.acquire();
        rig.advance(Rig.LEASE.plus(Rig.WAIT).plus(Duration.ofHours(1)));
        rig.breaker.acquire().success();
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(rig.path().subList(before, rig.changes.size()))
                .containsExactly(State.OPEN, State.HALF_OPEN, State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    @FunctionalInterface
    private interface Answer {
        Object to(String method) throws Throwable;
    }

    private static ScheduledExecutorService scheduler(Answer answer) {
        return (ScheduledExecutorService) Proxy.newProxyInstance(
                SchedulerThatFailsTest.class.getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (self, method, arguments) -> answer.to(method.getName()));
    }
}
