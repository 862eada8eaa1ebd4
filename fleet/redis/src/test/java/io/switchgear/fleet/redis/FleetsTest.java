// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.fleet.Fleet;
import io.switchgear.fleet.FleetRecord;
import io.switchgear.fleet.FleetState;
import io.switchgear.fleet.FleetView;
import io.switchgear.fleet.Move;
import io.switchgear.fleet.Quorum;
import io.switchgear.fleet.Report;
import io.switchgear.fleet.Scope;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.Ramp;
import io.switchgear.servers.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four instances in real time on a real Redis, which also stops and forgets. */
class FleetsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration PROMPT = Duration.ofMillis(100);
    private static final String BREAKER = "payments";
    private static final int INSTANCES = 4;

    private final RedisServer server;
    private final RedisClient client;
    private final List<Instance> instances = new ArrayList<>();

    FleetsTest() throws IOException {
        server = RedisServer.start();
        client = RedisClient.create(server.url());
    }

    /** One process of a fleet: its breaker, and the calls that it makes. */
    private record Instance(CircuitBreaker breaker, Fleet fleet, LettuceStore store, AtomicInteger calls) {
        void call(boolean works) {
            long start = System.nanoTime();
            breaker.tryAcquire().ifPresent(permit -> {
                calls.incrementAndGet();
                if (works) {
                    permit.success();
                } else {
                    permit.failure();
                }
            });
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("a call that waits for Redis")
                    .isLessThan(PROMPT);
        }

        FleetView view() {
            return fleet.view(BREAKER).orElseThrow();
        }
    }

    @BeforeEach
    void join() {
        for (int i = 0; i < INSTANCES; i++) {
            CircuitBreaker breaker = CircuitBreaker.of(
                    BREAKER,
                    config -> config.openFor(Backoff.fixed(Duration.ofMillis(500)))
                            .ramp(Ramp.over(Duration.ofMillis(100)))
                            .logChanges(false));
            LettuceStore store = LettuceStore.of(client, RedisURI.create(server.url()));
            Fleet fleet = Fleet.of("shop", store)
                    .instance("shop-" + i)
                    .quorum(Quorum.atLeast(2).share(0.5))
                    .probeEvery(Backoff.fixed(Duration.ofMillis(200)))
                    .join(breaker);
            instances.add(new Instance(breaker, fleet, store, new AtomicInteger()));
        }
        calling(
                true,
                () -> assertThat(instances)
                        .allSatisfy(each -> assertThat(each.view().answerAge()).isPresent()));
    }

    @AfterEach
    void leave() throws IOException {
        server.thaw();
        instances.forEach(each -> {
            each.fleet.close();
            each.store.close();
        });
        client.shutdown();
        server.close();
    }

    private void calling(boolean works, Runnable expected) {
        await().atMost(PATIENCE).pollInterval(PAUSE).untilAsserted(() -> {
            instances.forEach(each -> each.call(works));
            expected.run();
        });
    }

    private void all(State state, FleetState known) {
        assertThat(instances).allSatisfy(each -> {
            assertThat(each.breaker.state()).isEqualTo(state);
            assertThat(each.view().fleet()).isEqualTo(known);
            assertThat(each.view().isAlone()).isFalse();
        });
    }

    @Test
    void shouldOpenAllProbeByOneAndCloseAll() {
        // Two of four fail: the others have no evidence of their own.
        await().atMost(PATIENCE).pollInterval(PAUSE).untilAsserted(() -> {
            instances.subList(0, 2).forEach(each -> each.call(false));
            instances.subList(2, INSTANCES).forEach(each -> each.call(true));
            assertThat(instances)
                    .allSatisfy(each -> assertThat(each.view().fleet()).isEqualTo(FleetState.OPEN));
        });
        int before = instances.stream().mapToInt(each -> each.calls.get()).sum();
        AtomicInteger rounds = new AtomicInteger();
        calling(false, () -> assertThat(rounds.incrementAndGet()).isGreaterThan(100));
        int probes = instances.stream().mapToInt(each -> each.calls.get()).sum() - before;
        assertThat(probes).as("probes of four instances").isLessThan(rounds.get() / 2);

        calling(true, () -> all(State.CLOSED, FleetState.CLOSED));
    }

    @Test
    void shouldGoOnAloneWhileRedisStandsStillAndRefuseWhatComesLate() throws IOException {
        Scope scope = new Scope("shop", "", "late");
        LettuceStore store = instances.get(0).store;
        FleetRecord now = store.report(scope, new Report("a", false, false, 0))
                .toCompletableFuture()
                .join();
        server.freeze();
        CompletableFuture<FleetRecord> late = store.move(
                        scope, 0, new Move(FleetState.OPEN, PATIENCE, 1, "a", "", now.storeMillis() + 250))
                .toCompletableFuture();
        calling(
                false,
                () -> assertThat(instances).allSatisfy(each -> {
                    assertThat(each.breaker.state()).isEqualTo(State.OPEN);
                    assertThat(each.view().isAlone()).isTrue();
                }));
        server.thaw();
        late.handle((record, thrown) -> thrown != null || !record.done())
                .thenAccept(refused -> assertThat(refused).isTrue())
                .join();
        calling(true, () -> all(State.CLOSED, FleetState.CLOSED));
    }

    @Test
    void shouldReplaceAConnectionThatDoesNotAnswer() throws IOException {
        server.freeze();
        CompletableFuture<FleetRecord> stuck = instances
                .get(0)
                .store
                .report(new Scope("shop", "", "stuck"), new Report("a", false, false, 0))
                .toCompletableFuture();
        calling(false, () -> assertThat(stuck).isCompletedExceptionally());
        server.thaw();
        calling(true, () -> all(State.CLOSED, FleetState.CLOSED));
    }

    @Test
    void shouldSayItAgainAfterRedisHasForgotten() {
        calling(
                false,
                () -> assertThat(instances)
                        .allSatisfy(each -> assertThat(each.view().fleet()).isEqualTo(FleetState.OPEN)));
        RedisCommands<String, String> redis = client.connect().sync();
        redis.flushall();
        calling(false, () -> assertThat(redis.keys("sg1:*")).contains("sg1:{shop//payments}"));
        calling(true, () -> all(State.CLOSED, FleetState.CLOSED));
    }
}
