// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.switchgear.fleet.FleetStore;
import io.switchgear.fleet.testkit.FleetOutageContract;
import io.switchgear.servers.RedisServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class RedisOutageTest extends FleetOutageContract {
    private static RedisServer server;
    private static RedisClient client;

    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.start();
        client = RedisClient.create();
    }

    @AfterAll
    static void stop() throws IOException {
        client.shutdown();
        server.close();
    }

    @AfterEach
    void repair() throws IOException {
        server.thaw();
        if (!server.isRunning()) {
            server.startAgain();
        }
    }

    @Override
    protected FleetStore newStore() {
        return LettuceStore.of(client, RedisURI.create(server.url()));
    }

    @Override
    protected void close(FleetStore store) {
        ((LettuceStore) store).close();
    }

    @Override
    protected void freeze() throws IOException {
        server.freeze();
    }

    @Override
    protected void thaw() throws IOException {
        server.thaw();
    }

    @Override
    protected void kill() throws IOException {
        server.kill();
    }

    @Override
    protected void startAgain() throws IOException {
        server.startAgain();
    }
}
