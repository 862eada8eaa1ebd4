// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real PostgreSQL goes down and comes back, and an application that uses it through the breaker with it. */
class PostgresOutageTest {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "orders",
            c -> c.classify(SqlClassifier.defaults())
                    .tripWhen(TripRule.consecutiveFailures(2))
                    .openFor(Backoff.fixed(Duration.ofMillis(300)))
                    .halfOpen(HalfOpen.probes(1))));
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : toClose) {
            each.close();
        }
        // A pool that is closed does not wait for a thread of its own that is connecting.
        waiting().until(() -> breaker.snapshot().inFlight() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenWhenTheServerIsKilledAndCloseWhenItIsBack(Arrangement arrangement) throws Exception {
        DataSource orders = application(arrangement);
        assertThat(one(orders)).isEqualTo(1);
        POSTGRES.server().kill();
        untilOpen(orders);
        untilRejected(arrangement, orders);
        POSTGRES.server().startAgain();
        untilBack(orders);
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenWhenTheServerHangsAndCloseWhenItGoesOn(Arrangement arrangement) throws Exception {
        DataSource orders = application(arrangement);
        assertThat(one(orders)).isEqualTo(1);
        POSTGRES.server().freeze();
        untilOpen(orders);
        untilRejected(arrangement, orders);
        POSTGRES.server().thaw();
        untilBack(orders);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountATerminatedBackendAndGoOnWithAnother(Arrangement arrangement) throws Exception {
        DataSource orders = application(arrangement);
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement()) {
            // This one alone: a pool may be connecting at the same time, whose failure would be counted too.
            POSTGRES.terminate(pidOf(statement));
            Throwable thrown = catchThrowable(() -> statement.execute("select 1"));
            assertThat(thrown)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            lost -> assertThat(lost.getSQLState()).isIn("57P01", "08006"));
        }
        assertThat(breaker).isClosed().hasFailures(1);
        untilBack(orders);
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenWhenEveryStatementTakesTooLong(Arrangement arrangement) throws Exception {
        DataSource orders = application(arrangement, POSTGRES.database("-c statement_timeout=20"));
        untilOpen(() -> {
            try (Connection connection = orders.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select pg_sleep(10)");
            }
        });
        assertThat(breaker.snapshot().totals().failures()).isEqualTo(2);
        untilBack(orders);
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetTransactionsEndWhileOpen(Arrangement arrangement) throws Exception {
        DataSource orders = application(arrangement);
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

    private DataSource application(Arrangement arrangement) {
        return application(arrangement, POSTGRES.database());
    }

    private DataSource application(Arrangement arrangement, DataSource database) {
        DataSource orders = arrangement.of(database, breaker);
        toClose.add((AutoCloseable) orders);
        return orders;
    }

    private static int one(DataSource orders) throws SQLException {
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** A pool above the breaker waits for its own timeout and tries rarely, mostly when the breaker lets it probe. */
    private static void untilRejected(Arrangement arrangement, DataSource orders) {
        if (arrangement == Arrangement.UNDER_POOL) {
            assertThat(catchThrowable(() -> one(orders))).isInstanceOf(SQLTransientConnectionException.class);
        } else {
            waiting().until(() -> catchThrowable(() -> one(orders)) instanceof SqlCallNotPermittedException);
        }
    }

    private void untilOpen(DataSource orders) {
        untilOpen(() -> one(orders));
    }

    private void untilOpen(SqlAction work) {
        waiting().until(() -> {
            catchThrowable(work::run);
            return breaker.state() == State.OPEN;
        });
    }

    private void untilBack(DataSource orders) {
        waiting()
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> one(orders) == 1 && breaker.state() == State.CLOSED);
    }

    private static ConditionFactory waiting() {
        return await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30));
    }

    private static int pidOf(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @FunctionalInterface
    private interface SqlAction {
        void run() throws SQLException;
    }
}
