// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LettuceStoreTest extends FleetStoreContract {
    private static final Scope SCOPE = new Scope("shop", "eu-1", "payments");

    private static RedisServer server;
    private static RedisClient client;
    private static RedisCommands<String, String> redis;
    private LettuceStore store;

    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.start();
        client = RedisClient.create(server.uri());
        redis = client.connect().sync();
    }

    @AfterAll
    static void stop() throws IOException {
        client.shutdown();
        server.close();
    }

    @BeforeEach
    void connect() {
        redis.flushall();
        redis.scriptFlush();
        store = LettuceStore.of(client, RedisURI.create(server.uri()));
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

    @Test
    void shouldLeaveNothingForEver() {
        store.report(SCOPE, new Report("a", true, true, 0))
                .toCompletableFuture()
                .join();
        Move move = new Move(FleetState.OPEN, Duration.ZERO, 1, "a", "", Long.MAX_VALUE);
        store.move(SCOPE, 0, move).toCompletableFuture().join();
        store.lease(SCOPE, new Lease("a", "t", Duration.ofSeconds(10), Long.MAX_VALUE))
                .toCompletableFuture()
                .join();
        store.report(SCOPE, new Report("a", true, false, 0))
                .toCompletableFuture()
                .join();

        assertThat(redis.keys("*")).isNotEmpty().allSatisfy(key -> {
            assertThat(key).startsWith("sg1:{shop/eu-1/payments/");
            assertThat(redis.pttl(key)).as("time to live of %s", key).isBetween(1L, 600_000L);
        });
    }

    @Test
    void shouldIgnoreForeignMessages() {
        var heard = new java.util.concurrent.CopyOnWriteArrayList<String>();
        var watching = store.watch("shop", "eu-1", (scope, record) -> heard.add(record.why()));
        String channel = Names.channel("shop", "eu-1");
        long version = 0;
        while (heard.isEmpty()) {
            for (String foreign :
                    new String[] {"", "2|x", "1|a|b|c|d|e|f|g|h", "|".repeat(8), "1|" + "x".repeat(10_000)}) {
                redis.publish(channel, foreign);
            }
            Move move = new Move(FleetState.OPEN, Duration.ZERO, 1, "a", "ours", Long.MAX_VALUE);
            version = store.move(SCOPE, version, move)
                    .toCompletableFuture()
                    .join()
                    .version();
        }
        assertThat(heard).containsOnly("ours");
        watching.close();
    }

    @Test
    void shouldFailForARecordThatIsNotOne() {
        redis.hset(Names.keys(SCOPE)[0], "s", "SIDEWAYS");
        assertThat(store.report(SCOPE, new Report("a", true, false, 0))).failsWithin(Duration.ofSeconds(10));
        redis.hset(Names.keys(SCOPE)[0], "v", "many");
        assertThat(store.report(SCOPE, new Report("a", true, false, 0))).failsWithin(Duration.ofSeconds(10));
        redis.flushall();
        redis.set(Names.keys(SCOPE)[0], "a text");
        assertThat(store.report(SCOPE, new Report("a", true, false, 0))).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void shouldFailAtOnceAfterItWasClosed() {
        store.close();
        assertThat(store.report(SCOPE, new Report("a", true, false, 0)))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("the store is closed");
    }
}
