// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.jdbc;

import io.switchgear.fleet.FleetStore;
import io.switchgear.fleet.testkit.FleetStoreContract;
import io.switchgear.servers.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class PostgresStoreTest extends FleetStoreContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static PostgresServer server;
    private static DataSource database;
    private JdbcStore store;

    @BeforeAll
    static void start() throws IOException {
        server = PostgresServer.start();
        database = server.database(TIMEOUT, TIMEOUT);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void createTables() throws SQLException {
        store = JdbcStore.of(database).createTables();
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
        Tables.empty(database);
    }
}
