// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static org.awaitility.Awaitility.await;

import io.switchgear.servers.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL for the tests of one class: after each test it runs again, after the last nothing is left of it. */
final class Postgres implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private PostgresServer server;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        server = PostgresServer.start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        server.thaw();
        if (!server.isRunning()) {
            server.startAgain();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        server.close();
    }

    PostgresServer server() {
        return server;
    }

    /** One second for each connecting and each answer. */
    DataSource database() {
        return database("");
    }

    /** The same, with options of the session. */
    DataSource database(String options) {
        return server.database(TIMEOUT, TIMEOUT, options);
    }

    /** The same as {@link #database()}, through a network. */
    DataSource databaseBehind(Relay relay) {
        PGSimpleDataSource database = (PGSimpleDataSource) database();
        database.setPortNumbers(new int[] {relay.port()});
        return database;
    }

    /** Ends one connection, as an administrator does, and returns when its process is gone. */
    void terminate(int pid) throws SQLException {
        try (Connection admin = database().getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("select pg_terminate_backend(" + pid + ")");
            await().until(() -> {
                try (ResultSet rows = statement.executeQuery("select 1 from pg_stat_activity where pid = " + pid)) {
                    return !rows.next();
                }
            });
        }
    }
}
