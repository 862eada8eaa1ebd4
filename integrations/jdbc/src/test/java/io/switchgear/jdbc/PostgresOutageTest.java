// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same with a real PostgreSQL, and with transactions in which the breaker is opened. */
class PostgresOutageTest extends OutageContract {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    DataSource database() {
        return POSTGRES.database();
    }

    @Override
    DataSource databaseInHaste() {
        return POSTGRES.database("-c statement_timeout=20");
    }

    @Override
    String sleeping() {
        return "select pg_sleep(10)";
    }

    @Override
    void kill() throws IOException {
        POSTGRES.server().kill();
    }

    @Override
    void startAgain() throws IOException {
        POSTGRES.server().startAgain();
    }

    @Override
    void freeze() throws IOException {
        POSTGRES.server().freeze();
    }

    @Override
    void thaw() throws IOException {
        POSTGRES.server().thaw();
    }

    @Override
    void terminate(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            POSTGRES.terminate(rows.getInt(1));
        }
    }

    @Override
    List<String> statesOfTerminated() {
        return List.of("57P01", "08006");
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetTransactionsEndWhileOpen(Arrangement arrangement) throws Exception {
        DataSource orders = application(arrangement, database());
        try (Connection finished = orders.getConnection();
                Connection abandoned = orders.getConnection()) {
            begin(finished, "create table kept_" + arrangement + " ()");
            begin(abandoned, "create table dropped_" + arrangement + " ()");
            breaker.forceOpen("in the middle of two transactions");
            assertThat(catchThrowable(finished::createStatement)).isNull();
            assertThat(catchThrowable(() -> finished.createStatement().execute("select 1")))
                    .as("in the middle of a transaction")
                    .isNull();
            finished.commit();
            abandoned.rollback();
            finished.setAutoCommit(true);
            assertThat(catchThrowable(() -> finished.createStatement().execute("select 1")))
                    .isInstanceOf(SqlCallNotPermittedException.class);
        }
        breaker.release("they are over");
        assertThat(tables(orders, arrangement))
                .isEqualTo(List.of("kept_" + arrangement.name().toLowerCase(Locale.ROOT)));
    }

    private static void begin(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> tables(DataSource orders, Arrangement arrangement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = orders.getConnection();
                ResultSet rows = connection
                        .getMetaData()
                        .getTables(null, null, "%_" + arrangement.name().toLowerCase(Locale.ROOT), null)) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME"));
            }
        }
        return names;
    }
}
