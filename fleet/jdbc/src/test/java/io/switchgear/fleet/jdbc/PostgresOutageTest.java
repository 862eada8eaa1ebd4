// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.jdbc;

import io.switchgear.fleet.FleetStore;
import io.switchgear.fleet.testkit.FleetOutageContract;
import io.switchgear.servers.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class PostgresOutageTest extends FleetOutageContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static PostgresServer server;
    private static DataSource database;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = PostgresServer.start();
        database = server.database(TIMEOUT, TIMEOUT);
        JdbcStore.of(database).createTables().close();
    }

    @AfterAll
    static void stop() throws IOException {
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
        return JdbcStore.of(database);
    }

    @Override
    protected void close(FleetStore store) {
        ((JdbcStore) store).close();
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
