package io.switchgear.jdbc;

import io.switchgear.servers.PostgresServer;
import java.io.IOException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

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
}
