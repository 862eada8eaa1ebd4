// SPDX-License-Identifier: Apache-2.0
package io.switchgear.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** It breaks when told, and comes back. */
class PostgresServerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
        execute("create table kept as select 7 as number");
    }

    @AfterAll
    static void close() throws Exception {
        server.close();
    }

    @Test
    void shouldRefuseConnectionsWhenKilledAndComeBackOnTheSameDataAndPort() throws Exception {
        long pid = server.pid();
        int port = server.port();

        server.kill();

        assertThat(server.isRunning()).isFalse();
        assertThatThrownBy(PostgresServerTest::number).hasMessageContaining("refused");
        server.startAgain();
        assertThat(number()).isEqualTo(7);
        assertThat(server.port()).isEqualTo(port);
        assertThat(server.pid()).isNotEqualTo(pid);
    }

    @Test
    void shouldAnswerNobodyWhileFrozenAndGoOnWhenThawed() throws Exception {
        try (Connection connection = server.database(SECOND, SECOND).getConnection();
                Statement statement = connection.createStatement()) {
            server.freeze();

            assertThat(server.isRunning()).isTrue();
            assertThatThrownBy(() -> statement.execute("select 1"))
                    .isInstanceOf(SQLException.class)
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(PostgresServerTest::number).isInstanceOf(SQLException.class);
        }
        server.thaw();
        assertThat(number()).isEqualTo(7);
    }

    @Test
    void shouldStartNoSecondTime() throws Exception {
        assertThatThrownBy(server::startAgain)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("kill it first");
    }

    private static int number() throws SQLException {
        try (Connection connection = server.database(SECOND, SECOND).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select number from kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = server.database(SECOND, SECOND).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
