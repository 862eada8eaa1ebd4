// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.switchgear.Registration;
import io.switchgear.fleet.FleetRecord;
import io.switchgear.fleet.FleetState;
import io.switchgear.fleet.FleetStore;
import io.switchgear.fleet.Lease;
import io.switchgear.fleet.Move;
import io.switchgear.fleet.Report;
import io.switchgear.fleet.Scope;
import io.switchgear.fleet.testkit.FleetStoreContract;
import io.switchgear.servers.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LettuceStoreTest extends FleetStoreContract {
    private static final Scope SCOPE = new Scope("shop", "", "payments");
    private static final String KEY = Keys.of(SCOPE)[0];
    private static final Duration LONG = Duration.ofHours(1);

    private static RedisServer server;
    private static RedisClient client;
    private static RedisCommands<String, String> redis;
    private LettuceStore store;

    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.start();
        client = RedisClient.create(server.url());
        redis = client.connect().sync();
    }

    @AfterAll
    static void stop() throws IOException {
        client.shutdown();
        server.close();
    }

    @BeforeEach
    void open() {
        redis.flushall();
        redis.scriptFlush();
        store = LettuceStore.of(client, RedisURI.create(server.url()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected FleetStore store() {
        return store;
    }

    @Override
    protected void forget() {
        redis.flushall();
    }

    private static FleetRecord get(CompletionStage<FleetRecord> answer) {
        return answer.toCompletableFuture().join();
    }

    private FleetRecord report(boolean vote) {
        return get(store.report(SCOPE, new Report("a", true, vote, 0)));
    }

    private FleetRecord open(Duration lasts) {
        FleetRecord now = report(true);
        return get(store.move(SCOPE, now.version(), new Move(FleetState.OPEN, lasts, 1, "a", "why", Long.MAX_VALUE)));
    }

    @Test
    void shouldLeaveNoKeyForGood() {
        report(true);
        open(LONG);
        report(false);
        get(store.report(SCOPE, new Report("b", true, true, report(true).version())));
        assertThat(redis.keys("*")).containsExactlyInAnyOrder(KEY, KEY + ":i", KEY + ":b");
        assertThat(redis.pttl(KEY)).as("twice the wait").isBetween(7_100_000L, 7_200_000L);
        assertThat(redis.pttl(KEY + ":i")).isBetween(1L, FleetStore.SEEN_MILLIS + 1);
        assertThat(redis.pttl(KEY + ":b")).isBetween(1L, FleetStore.VOTE_MILLIS + 1);
    }

    @Test
    void shouldKeepARecordThatIsInUse() {
        open(Duration.ZERO);
        assertThat(redis.pttl(KEY)).as("at least ten minutes").isBetween(590_000L, 600_000L);

        redis.pexpire(KEY, 60_000);
        report(false);
        assertThat(redis.pttl(KEY)).as("after a report").isGreaterThan(590_000);

        redis.pexpire(KEY, 60_000);
        Lease lease = new Lease("b", "t", LONG, Long.MAX_VALUE);
        assertThat(get(store.lease(SCOPE, lease)).done()).isTrue();
        assertThat(redis.pttl(KEY)).as("with a lease").isGreaterThan(7_100_000);
    }

    @Test
    void shouldFailOnRecordsThatItCannotHaveWritten() {
        List<Map<String, String>> forged = List.of(
                Map.of("version", "x"),
                Map.of("version", "9".repeat(400)),
                Map.of("version", "5", "state", "AJAR"),
                Map.of("version", "5", "state", "OPEN", "until", "1e300"),
                Map.of("version", "5", "state", "OPEN", "until", "inf"),
                Map.of("version", "5", "attempt", "-7"),
                Map.of("version", "5", "why", "x".repeat(1_000_000)));
        for (Map<String, String> each : forged) {
            redis.del(KEY);
            redis.hset(KEY, each);
            assertThatThrownBy(() -> report(true)).as("%s", each.keySet()).hasCauseInstanceOf(RuntimeException.class);
        }
        redis.del(KEY);
        redis.set(KEY, "not a hash");
        assertThatThrownBy(() -> report(true)).hasMessageContaining("WRONGTYPE");

        redis.del(KEY);
        assertThat(report(true).done()).isTrue();
    }

    @Test
    void shouldIgnoreMessagesOfOtherFormats() {
        List<String> heard = new CopyOnWriteArrayList<>();
        Registration watching = store.watch("shop", "", (scope, record) -> {
            heard.add(scope.breaker());
            throw new IllegalStateException("a listener that fails");
        });
        String channel = Keys.channel("shop", "");
        await().untilAsserted(() -> assertThat(redis.pubsubNumsub(channel)).containsEntry(channel, 1L));
        redis.publish(channel, "2|payments|OPEN");
        redis.publish(channel, "1|payments|not|a|record");
        open(Duration.ZERO);
        await().untilAsserted(() -> assertThat(heard).containsExactly("payments"));

        watching.close();
        await().untilAsserted(() -> assertThat(redis.pubsubNumsub(channel)).containsEntry(channel, 0L));
    }

    @Test
    void shouldRunAfterTheServerHasForgottenTheScript() {
        report(true);
        redis.scriptFlush();
        assertThat(report(true).done()).isTrue();
    }

    @Test
    void shouldTakeTheReportsOfManyBreakersAtOnce() {
        List<CompletableFuture<FleetRecord>> answers = IntStream.range(0, 500)
                .mapToObj(i -> store.report(new Scope("shop", "", "b" + i), new Report("a", true, true, 0))
                        .toCompletableFuture())
                .toList();
        assertThat(answers).allSatisfy(each -> assertThat(each.join().done()).isTrue());
    }

    @Test
    void shouldCloseItsConnectionsAndNotTheClient() {
        report(true);
        store.watch("shop", "", (scope, record) -> {});
        store.close();

        assertThatThrownBy(() -> report(true)).hasMessageContaining("the store is closed");
        await().untilAsserted(() -> assertThat(redis.clientList().lines()).hasSize(1));
        try (StatefulRedisConnection<String, String> another = client.connect()) {
            assertThat(another.sync().ping()).isEqualTo("PONG");
        }
    }
}
