// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchgear.CircuitBreaker;
import io.switchgear.Reconfiguration;
import io.switchgear.State;
import io.switchgear.StateChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

class EventsTest {
    private final ApplicationContextRunner application = Contexts.with().withBean(Listener.class);

    static class Listener {
        final List<Object> events = new CopyOnWriteArrayList<>();
        final List<String> threads = new CopyOnWriteArrayList<>();
        final CountDownLatch released = new CountDownLatch(1);
        volatile boolean waits;

        @EventListener
        void on(StateChange change) throws InterruptedException {
            if (waits) {
                released.await();
            }
            threads.add(Thread.currentThread().getName());
            events.add(change);
        }

        // region listener
        @EventListener
        void on(Reconfiguration change) {
            events.add(change);
        }
        // endregion
    }

    @Test
    void shouldPublishChangesOnOneThreadOfItsOwn() {
        application.run(context -> {
            Listener listener = context.getBean(Listener.class);
            CircuitBreaker payments = Contexts.breaker(context, "payments");

            payments.forceOpen("maintenance");
            payments.reconfigure(payments.config().toBuilder().stackTraces(true).build());
            payments.reset("done");

            await().until(() -> listener.events.size() == 3);
            assertThat(listener.events.get(0))
                    .isInstanceOfSatisfying(
                            StateChange.class, change -> assertThat(change.to()).isEqualTo(State.FORCED_OPEN));
            assertThat(listener.events.get(1)).isInstanceOf(Reconfiguration.class);
            assertThat(listener.threads).containsOnly("switchgear-events");
        });
    }

    @Test
    void shouldNotHoldUpCallsWhenAListenerIsSlow() {
        application.run(context -> {
            Listener listener = context.getBean(Listener.class);
            listener.waits = true;
            CircuitBreaker payments = Contexts.breaker(context, "payments");

            payments.forceOpen("maintenance");
            payments.release("done");

            assertThat(payments.call(() -> "served")).isEqualTo("served");
            assertThat(listener.events).isEmpty();
            listener.released.countDown();
            await().until(() -> listener.events.size() == 2);
        });
    }

    @Test
    void shouldDeliverWhatHappenedBeforeTheStopAndNothingAfterIt() {
        Listener[] listener = new Listener[1];
        CircuitBreaker[] payments = new CircuitBreaker[1];
        application.run(context -> {
            listener[0] = context.getBean(Listener.class);
            payments[0] = Contexts.breaker(context, "payments");
            payments[0].forceOpen("maintenance");
        });

        assertThat(listener[0].events).as("before the stop").hasSize(1);
        payments[0].release("done");
        assertThat(payments[0].call(() -> "served")).isEqualTo("served");
        assertThat(listener[0].events).as("after the stop").hasSize(1);
    }

    @Test
    void shouldEndItsTimerWithTheContextAndLeaveBreakersUsable() {
        CircuitBreaker[] payments = new CircuitBreaker[1];
        Contexts.with("switchgear.defaults.consecutive-failures=1", "switchgear.defaults.consecutive-failures-span=0s")
                .run(context -> payments[0] = Contexts.breaker(context, "payments"));

        ScheduledExecutorService timer = payments[0].config().scheduler().orElseThrow();
        assertThat(timer.isShutdown()).isTrue();
        Contexts.fail(payments[0], 1);
        assertThat(payments[0].state()).isEqualTo(State.OPEN);
        assertThat(payments[0].snapshot().userCodeFailures()).isZero();
    }

    /** Without the timer only the next call would notice that the wait is over. */
    @Test
    void shouldNoticeTheEndOfAWaitWithoutACall() {
        application
                .withPropertyValues(
                        "switchgear.defaults.open-for=10ms",
                        "switchgear.defaults.consecutive-failures=1",
                        "switchgear.defaults.consecutive-failures-span=0s")
                .run(context -> {
                    Listener listener = context.getBean(Listener.class);
                    Contexts.fail(Contexts.breaker(context, "payments"), 1);

                    await().atMost(Duration.ofSeconds(30)).until(() -> listener.events.size() >= 2);
                    assertThat(((StateChange) listener.events.get(1)).to()).isEqualTo(State.HALF_OPEN);
                });
    }

    @Test
    void shouldPublishNothingWhenThatIsSwitchedOff() {
        application
                .withPropertyValues("switchgear.events.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(EventPublication.class));
    }
}
