// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A listener on the calls' own thread that hangs holds up that one call, and those registered after it until the next change,
 * by which they hear of both; the log, the listeners before it and the breaker go on.
 */
@Tag("C50")
class HungListenerTest {
    private final Rig rig = new Rig(config -> config.openFor(Backoff.fixed(Duration.ZERO)));
    private final List<Long> before = new CopyOnWriteArrayList<>();
    private final List<Long> hung = new CopyOnWriteArrayList<>();
    private final List<Long> after = new CopyOnWriteArrayList<>();
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @BeforeAll
    static void keepTheLog() {
        BreakerLog.keepQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldUpThoseAfterItUntilTheNextChangeOnly(WayIn way) throws Exception {
        listen();
        CompletableFuture<Void> held = CompletableFuture.runAsync(() -> rig.call(way, Outcome.FAILURE));
        ListenerTest.await(hangs);
        assertThat(rig.breaker.state()).as("the breaker goes on").isEqualTo(State.OPEN);
        assertThat(before).containsExactly(1L);

        rig.call(way, Outcome.SUCCESS);
        assertThat(rig.breaker.state()).isEqualTo(State.CLOSED);
        assertThat(before).containsExactly(1L, 2L, 3L);
        assertThat(after).as("all of them, in order").containsExactly(1L, 2L, 3L);
        assertThat(hung).containsExactly(1L);
        assertThat(held).as("the call that made the change").isNotDone();

        released.countDown();
        held.get(10, TimeUnit.SECONDS);
        assertThat(hung).as("what it missed meanwhile").containsExactly(1L, 2L, 3L);
        assertThat(after).as("nothing twice").containsExactly(1L, 2L, 3L);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C72")
    void shouldNotHoldUpTheLog(WayIn way) throws Exception {
        String name = "hung beside the log, " + way + ".";
        CircuitBreaker breaker = CircuitBreaker.of(name, rig.breaker.config());
        breaker.onStateChange(change -> {
            hangs.countDown();
            ListenerTest.await(released);
        });
        CompletableFuture<Void> held =
                CompletableFuture.runAsync(() -> breaker.acquire().failure());
        ListenerTest.await(hangs);
        assertThat(BreakerLog.changesOf(name)).hasSize(1);
        released.countDown();
        held.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldUpNobodyOnAnExecutor(WayIn way) throws Exception {
        rig.breaker.onStateChange(
                change -> {
                    hung.add(change.sequence());
                    hangs.countDown();
                    ListenerTest.await(released);
                },
                task -> CompletableFuture.runAsync(task));
        rig.breaker.onStateChange(change -> after.add(change.sequence()));
        rig.call(way, Outcome.FAILURE);
        assertThat(after).containsExactly(1L);
        ListenerTest.await(hangs);
        released.countDown();
    }

    private void listen() {
        rig.breaker.onStateChange(change -> before.add(change.sequence()));
        rig.breaker.onStateChange(change -> {
            hung.add(change.sequence());
            if (change.sequence() == 1) {
                hangs.countDown();
                ListenerTest.await(released);
            }
        });
        rig.breaker.onStateChange(change -> after.add(change.sequence()));
    }
}
