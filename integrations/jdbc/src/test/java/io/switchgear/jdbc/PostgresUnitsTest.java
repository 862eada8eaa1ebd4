// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Units of work on a real PostgreSQL: those that break at their end, and those that the application ends. */
@Tag("C14")
class PostgresUnitsTest {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "orders",
            c -> c.classify(SqlClassifier.defaults())
                    .window(Window.lastCalls(10))
                    .tripWhen(TripRule.failureRate(0.6).minimumCalls(5))));
    private DataSource orders;
    private Connection admin;

    @BeforeEach
    void connect() throws SQLException {
        orders = CircuitBreakerDataSource.of(
                POSTGRES.server().database(Duration.ofSeconds(5), Duration.ofSeconds(5)), breaker);
        admin = POSTGRES.database().getConnection();
    }

    @AfterEach
    void disconnect() throws SQLException {
        admin.close();
    }

    private static void terminate(Connection connection) throws SQLException {
        POSTGRES.terminate(connection.unwrap(PGConnection.class).getBackendPID());
    }

    /** Reads row by row: in a transaction, with a cursor. */
    private static ResultSet rows(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        Statement statement = connection.createStatement();
        statement.setFetchSize(1);
        return statement.executeQuery(sql);
    }

    @Test
    void shouldOpenWhenEveryTransactionBreaksAtItsCommit() throws SQLException {
        for (int i = 0; i < 5; i++) {
            try (Connection connection = orders.getConnection()) {
                connection.setAutoCommit(false);
                connection.createStatement().execute("select 1");
                connection.createStatement().execute("select 2");
                terminate(connection);
                assertThat(stateOf(connection::commit)).isIn("57P01", "08006");
            }
        }
        assertThat(breaker).isOpen().hasFailures(5).hasSuccesses(0);
    }

    @Test
    void shouldOpenWhenEveryResultBreaksOff() throws SQLException {
        for (int i = 0; i < 5; i++) {
            try (Connection connection = orders.getConnection()) {
                ResultSet rows = rows(connection, "select n from generate_series(1, 100) n");
                assertThat(rows.next()).isTrue();
                terminate(connection);
                assertThat(stateOf(rows::next)).isIn("57P01", "08006");
            }
        }
        assertThat(breaker).isOpen().hasFailures(5).hasSuccesses(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"setTransactionIsolation", "setReadOnly", "setSchema", "releaseSavepoint", "rollback"})
    void shouldCountWhatBreaksBetweenStatements(String call) throws SQLException {
        try (Connection connection = orders.getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("select 1");
            Savepoint savepoint = connection.setSavepoint();
            if (call.startsWith("set")) {
                connection.rollback();
            }
            terminate(connection);
            ThrowingCallable broken = switch (call) {
                case "setTransactionIsolation" ->
                    () -> {
                        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                    };
                case "setReadOnly" ->
                    () -> {
                        connection.setReadOnly(true);
                        connection.createStatement().execute("select 1"); // it talks with the next statement
                    };
                case "setSchema" -> () -> connection.setSchema("public");
                case "releaseSavepoint" -> () -> connection.releaseSavepoint(savepoint);
                default -> connection::rollback;
            };
            assertThat(catchThrowable(broken)).isNotNull();
        }
        assertThat(breaker.snapshot().totals().failures()).isEqualTo(1);
    }

    @FunctionalInterface
    private interface End {
        void of(Connection connection, Statement statement) throws SQLException;
    }

    @Test
    void shouldIgnoreAnExportThatItsUserCancelsWhileItsRowsAreRead() throws Exception {
        for (int i = 0; i < 5; i++) {
            endsWhileReading((connection, statement) -> ((PGConnection) connection).cancelQuery());
        }
        assertThat(breaker).isClosed().hasFailures(0).hasSuccesses(0);
    }

    @Test
    void shouldIgnoreAnExportWhoseConnectionIsAborted() throws Exception {
        for (int i = 0; i < 5; i++) {
            endsWhileReading((connection, statement) -> connection.abort(Runnable::run));
        }
        assertThat(breaker).isClosed().hasFailures(0).hasSuccesses(0);
    }

    private void endsWhileReading(End end) throws Exception {
        Connection connection = orders.getConnection();
        ResultSet rows = rows(connection, "select pg_sleep(n / 3 * 10) from generate_series(1, 5) n");
        Statement statement = rows.getStatement();
        assertThat(rows.next()).isTrue();
        CompletableFuture<String> reading = CompletableFuture.supplyAsync(() -> stateOf(() -> {
            while (rows.next()) {
                rows.getString(1);
            }
        }));
        await().until(() -> isSleeping());
        end.of(connection, statement);
        assertThat(reading.get()).isIn("57014", "08006", "08003");
        connection.close();
    }

    private boolean isSleeping() throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet rows =
                        statement.executeQuery("select 1 from pg_stat_activity where wait_event = 'PgSleep'")) {
            return rows.next();
        }
    }

    @Test
    void shouldTakeAWatchdogsCancelOfALongHangForEvidence() throws Exception {
        CircuitBreaker watched = nothingInFlight.watch(CircuitBreaker.of(
                "watched",
                c -> c.classify(SqlClassifier.defaults())
                        .abandonedAfter(Duration.ofMillis(50))
                        .tripWhen(TripRule.consecutiveFailures(2))));
        DataSource database =
                CircuitBreakerDataSource.of(POSTGRES.server().database(Duration.ofSeconds(5), Duration.ZERO), watched);
        for (int i = 0; i < 2; i++) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                CompletableFuture<String> hanging =
                        CompletableFuture.supplyAsync(() -> stateOf(() -> statement.execute("select pg_sleep(10)")));
                await().pollDelay(Duration.ofMillis(100)).until(this::isSleeping);
                statement.cancel();
                assertThat(hanging.get()).isEqualTo("57014");
            }
        }
        assertThat(watched).isOpen().hasFailures(0);
        assertThat(watched.snapshot().totals().abandoned()).isEqualTo(2);
    }

    /** Platform threads, and virtual ones where there are any; those close the socket when they are interrupted. */
    static Stream<ThreadFactory> threads() {
        return Runtime.version().feature() < 21 ? Stream.of(Thread::new) : Stream.of(Thread::new, virtualThreads());
    }

    private static ThreadFactory virtualThreads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @ParameterizedTest
    @MethodSource("threads")
    void shouldIgnoreNineTasksThatAreInterrupted(ThreadFactory threads) throws Exception {
        for (int i = 0; i < 9; i++) {
            CountDownLatch begun = new CountDownLatch(1);
            FutureTask<String> task = new FutureTask<>(() -> {
                try (Connection connection = orders.getConnection();
                        Statement statement = connection.createStatement()) {
                    begun.countDown();
                    return stateOf(() -> statement.execute("select pg_sleep(0.3)"));
                }
            });
            Thread thread = threads.newThread(task);
            thread.start();
            begun.await();
            await().pollInterval(Duration.ofMillis(10)).until(() -> isSleeping() || task.isDone());
            thread.interrupt();
            assertThat(task.get()).as("how the statement ended").isIn("none", "08006", "57014");
        }
        assertThat(breaker).isClosed().hasFailures(0);
    }

    @Test
    void shouldIgnoreWhatBreaksWhenTheApplicationClosesItsPool() throws Exception {
        HikariDataSource pool = Arrangement.pool(POSTGRES.database(), Duration.ofSeconds(1));
        CircuitBreakerDataSource pooled = CircuitBreakerDataSource.of(pool, breaker);
        Connection connection = pooled.getConnection();
        Statement statement = connection.createStatement();
        CompletableFuture<String> running =
                CompletableFuture.supplyAsync(() -> stateOf(() -> statement.execute("select pg_sleep(10)")));
        await().until(this::isSleeping);
        pooled.close();
        running.get();
        assertThat(catchThrowable(pooled::getConnection)).isNotNull();
        connection.close();
        assertThat(breaker).isClosed().hasFailures(0);
    }

    @Test
    void shouldTakeAQueryTimeoutWithoutACancelForAFailure() throws SQLException {
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThat(stateOf(() -> statement.execute("select pg_sleep(10)"))).isEqualTo("57014");
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker).hasFailures(1);
    }

    private static String stateOf(ThrowingCallable work) {
        return catchThrowable(work) instanceof SQLException thrown ? thrown.getSQLState() : "none";
    }
}
