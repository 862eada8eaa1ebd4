// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.PgConnection;

/** What a real PostgreSQL answers, and what the breaker makes of it. */
class PostgresAnswersTest {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "orders", c -> c.classify(SqlClassifier.defaults()).tripWhen(TripRule.failureCount(1))));
    private DataSource orders;
    private Connection connection;
    private Statement statement;

    @BeforeEach
    void connect() throws SQLException {
        orders = CircuitBreakerDataSource.of(POSTGRES.database(), breaker);
        connection = orders.getConnection();
        statement = connection.createStatement();
        statement.execute("drop table if exists orders");
        statement.execute(
                "create table orders (id int primary key deferrable initially immediate, paid boolean not null)");
        statement.execute("insert into orders values (1, false), (2, false)");
        breaker.reset("the table is there");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "42601 | selekt",
                "42P01 | select * from nothing",
                "23505 | insert into orders values (1, true)",
                "23502 | insert into orders values (3, null)",
                "22012 | select 1 / 0",
                "22P02 | select 'one'::int",
                "P0001 | do 'begin raise exception ''not on a Sunday''; end'",
                "0A000 | select row_number() over () from orders for update",
                "25001 | begin; vacuum",
                "55P03 | begin; lock table orders nowait"
            })
    void shouldTakeAnAnswerForHealthy(String state, String sql) throws SQLException {
        try (Connection other = POSTGRES.database().getConnection();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("lock table orders in access share mode");
            long before = successes();
            assertThat(stateOf(() -> statement.execute(sql))).isEqualTo(state);
            assertThat(successes()).isEqualTo(before + 1);
            assertThat(breaker).isClosed().hasFailures(0);
        }
    }

    @Test
    void shouldTakeASerializationFailureForHealthy() throws SQLException {
        try (Connection other = orders.getConnection();
                Statement update = other.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("select * from orders");
            update.execute("update orders set paid = true where id = 1");
            assertThat(stateOf(() -> statement.execute("update orders set paid = true where id = 1")))
                    .isEqualTo("40001");
        }
        assertThat(breaker).isClosed().hasFailures(0);
    }

    @Test
    void shouldTakeADeadlockForHealthy() throws Exception {
        try (Connection other = orders.getConnection();
                Statement update = other.createStatement()) {
            connection.setAutoCommit(false);
            other.setAutoCommit(false);
            statement.execute("update orders set paid = true where id = 1");
            update.execute("update orders set paid = true where id = 2");
            CompletableFuture<String> first = CompletableFuture.supplyAsync(
                    () -> stateOf(() -> statement.execute("update orders set paid = true where id = 2")));
            String second = stateOf(() -> update.execute("update orders set paid = true where id = 1"));
            other.rollback();
            assertThat(first.get() + second).contains("40P01");
        }
        assertThat(breaker).isClosed().hasFailures(0);
    }

    @Test
    void shouldTakeABatchThatIsRefusedForHealthy() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into orders values (?, true)")) {
            for (int id = 3; id >= 1; id--) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            assertThat(catchThrowable(insert::executeBatch)).isInstanceOf(BatchUpdateException.class);
        }
        assertThat(breaker).isClosed().hasFailures(0);
    }

    @Test
    void shouldTakeARefusedCommitForHealthy() throws SQLException {
        connection.setAutoCommit(false);
        statement.execute("set constraints all deferred");
        statement.execute("insert into orders values (1, true)");
        long before = successes();
        assertThat(stateOf(connection::commit)).isEqualTo("23505");
        assertThat(successes()).as("an answer to the whole transaction").isEqualTo(before + 1);
        assertThat(breaker).isClosed().hasFailures(0);
    }

    @Test
    void shouldTakeWrongPasswordsAndDatabasesForHealthy() throws SQLException {
        DataSource wrong = CircuitBreakerDataSource.of(POSTGRES.database("-c no_such_setting=1"), breaker);
        assertThat(stateOf(wrong::getConnection)).isEqualTo("42704");
        assertThat(breaker).isClosed().hasFailures(0);
    }

    @Test
    void shouldTakeAStatementTimeoutForAFailure() throws SQLException {
        statement.execute("set statement_timeout = 20");
        assertThat(stateOf(() -> statement.execute("select pg_sleep(10)"))).isEqualTo("57014");
        assertThat(breaker).isOpen().hasFailures(1);
    }

    @Test
    void shouldTakeAQueryTimeoutOfTheDriverForAFailure() throws SQLException {
        statement.setQueryTimeout(1);
        try (Connection patient = POSTGRES.database().getConnection()) {
            connection.setNetworkTimeout(Runnable::run, 10_000);
            assertThat(patient.isValid(1)).isTrue();
        }
        assertThat(stateOf(() -> statement.execute("select pg_sleep(10)"))).isEqualTo("57014");
        assertThat(breaker).isOpen().hasFailures(1);
    }

    @Test
    void shouldIgnoreAStatementThatTheApplicationCancels() throws Exception {
        connection.setNetworkTimeout(Runnable::run, 10_000);
        CompletableFuture<String> sleeping =
                CompletableFuture.supplyAsync(() -> stateOf(() -> statement.execute("select pg_sleep(10)")));
        await().until(() -> {
            statement.cancel();
            return sleeping.isDone();
        });
        assertThat(sleeping.get()).isEqualTo("57014");
        assertThat(breaker).isClosed().hasFailures(0).hasIgnored(2); // and the connection
        statement.execute("set statement_timeout = 20");
        assertThat(stateOf(() -> statement.execute("select pg_sleep(10)"))).isEqualTo("57014");
        assertThat(breaker).isOpen().hasFailures(1);
    }

    @Test
    void shouldCountAResultThatBreaksOffAsOneFailure() throws SQLException {
        connection.setAutoCommit(false);
        statement.setFetchSize(1);
        try (ResultSet rows = statement.executeQuery("select 1 / (3 - n) from generate_series(1, 5) n")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isTrue();
            assertThat(stateOf(rows::next)).isEqualTo("22012");
            assertThat(breaker).isClosed().hasFailures(0);
        }
        connection.rollback();
        statement.execute("set statement_timeout = 50");
        try (ResultSet rows = statement.executeQuery("select pg_sleep(10 * (n / 3)) from generate_series(1, 5) n")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isTrue();
            assertThat(stateOf(rows::next)).isEqualTo("57014");
        }
        assertThat(breaker).isOpen().hasFailures(1);
    }

    @Test
    void shouldBeWhateverTheDriversConnectionIs() throws SQLException {
        assertThat(connection).isInstanceOf(PGConnection.class);
        assertThat(((PGConnection) connection).getBackendPID()).isPositive();
        assertThat(connection.unwrap(PGConnection.class)).isSameAs(connection);
        assertThat(connection.unwrap(PgConnection.class).isClosed()).isFalse();
    }

    private long successes() {
        return breaker.snapshot().totals().successes();
    }

    private static String stateOf(ThrowingCallable work) {
        return catchThrowable(work) instanceof SQLException thrown ? thrown.getSQLState() : "none";
    }
}
