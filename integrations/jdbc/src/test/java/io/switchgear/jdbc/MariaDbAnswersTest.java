// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real MariaDB answers, and what the breaker makes of it. */
@Tag("mariadb-server")
@ParameterizedClass
@EnumSource
class MariaDbAnswersTest {
    @RegisterExtension
    static final MariaDb MARIADB = new MariaDb();

    /** The fewest that it can be told to allow. */
    private static final int FEWEST_CONNECTIONS = 10;

    private static final int NOTHING_THROWN = -1;

    /** MySQL's driver ends a statement by an exception of its own type, without a code. */
    private static final int OF_ITS_DRIVER = 0;

    @Parameter
    MariaDbDriver driver;

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "orders", c -> c.classify(SqlClassifier.defaults()).tripWhen(TripRule.failureCount(1))));
    private DataSource orders;
    private Connection connection;
    private Statement statement;

    @BeforeEach
    void connect() throws SQLException {
        MARIADB.administer(
                "create or replace table orders (id int primary key, paid boolean not null) engine=innodb",
                "insert into orders values (1, false), (2, false)");
        orders = CircuitBreakerDataSource.of(MARIADB.database(driver, "innodb_lock_wait_timeout=0"), breaker);
        connection = orders.getConnection();
        statement = connection.createStatement();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
        MARIADB.administer("set global read_only = off", "set global max_connections = 151");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1064 | selekt",
                "1146 | select * from nothing",
                "1062 | insert into orders values (1, true)",
                "1048 | insert into orders values (3, null)",
                "1364 | insert into orders (id) values (3)",
                "1366 | insert into orders values ('three', true)",
                "1644 | begin not atomic signal sqlstate '45000'; end",
                "1142 | select * from mysql.user",
                "1205 | update orders set paid = true where id = 2"
            })
    void shouldTakeAnAnswerForHealthy(int code, String sql) throws SQLException {
        try (Connection other = MARIADB.database(driver, "").getConnection();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("update orders set paid = true where id = 2");
            assertThat(codeOf(() -> statement.execute(sql))).isEqualTo(code);
            assertThat(breaker).isClosed().hasFailures(0).hasSuccesses(1);
        }
    }

    @Test
    void shouldTakeADeadlockForHealthy() throws Exception {
        DataSource patient =
                CircuitBreakerDataSource.of(MARIADB.database(driver, "innodb_lock_wait_timeout=50"), breaker);
        try (Connection one = patient.getConnection();
                Connection other = patient.getConnection();
                Statement first = one.createStatement();
                Statement second = other.createStatement()) {
            one.setAutoCommit(false);
            other.setAutoCommit(false);
            first.execute("update orders set paid = true where id = 1");
            second.execute("update orders set paid = true where id = 2");
            CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(
                    () -> codeOf(() -> first.execute("update orders set paid = true where id = 2")));
            int code = codeOf(() -> second.execute("update orders set paid = true where id = 1"));
            other.rollback();
            assertThat(List.of(code, waiting.get())).containsExactlyInAnyOrder(NOTHING_THROWN, 1213);
        }
        assertThat(breaker).isClosed().hasFailures(0).hasSuccesses(2);
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
        assertThat(breaker).isClosed().hasFailures(0).hasSuccesses(1);
    }

    @Test
    void shouldTakeAReadOnlyServerForHealthy() throws SQLException {
        MARIADB.administer("set global read_only = on");
        assertThat(codeOf(() -> statement.execute("insert into orders values (3, true)")))
                .isEqualTo(1290);
        assertThat(breaker).isClosed().hasFailures(0).hasSuccesses(1);
    }

    @Test
    void shouldTakeAWrongPasswordForHealthy() throws SQLException {
        DataSource wrong = CircuitBreakerDataSource.of(MARIADB.database(driver, MariaDb.USER, "guessed", ""), breaker);
        assertThat(codeOf(wrong::getConnection)).isEqualTo(1045);
        assertThat(breaker).isClosed().hasFailures(0).hasSuccesses(1);
    }

    @Test
    void shouldTakeTooManyConnectionsForAFailure() throws SQLException {
        MARIADB.administer("set global max_connections = " + FEWEST_CONNECTIONS);
        List<Connection> others = new ArrayList<>();
        try {
            int code = codeOf(() -> {
                for (int i = 0; i <= FEWEST_CONNECTIONS; i++) {
                    others.add(orders.getConnection());
                }
            });
            assertThat(code).isEqualTo(1040);
            assertThat(breaker).isOpen().hasFailures(1);
        } finally {
            for (Connection each : others) {
                each.close();
            }
        }
    }

    @Test
    void shouldTakeAStatementTimeoutForAFailure() throws SQLException {
        statement.execute("set max_statement_time = 0.02");
        assertThat(codeOf(() -> statement.execute("select sleep(10)"))).isEqualTo(1969);
        assertThat(breaker).isOpen().hasFailures(1);
    }

    @Test
    void shouldTakeAQueryTimeoutOfTheDriverForAFailure() throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 10_000);
        statement.setQueryTimeout(1);
        assertThat(codeOf(() -> statement.execute("select sleep(10)"))).isIn(1969, OF_ITS_DRIVER);
        assertThat(breaker).isOpen().hasFailures(1);
    }

    @Test
    void shouldIgnoreAStatementThatTheApplicationCancels() throws Exception {
        connection.setNetworkTimeout(Runnable::run, 10_000);
        long id = MariaDb.idOf(statement);
        CompletableFuture<Integer> sleeping =
                CompletableFuture.supplyAsync(() -> codeOf(() -> statement.execute("select sleep(10) from orders")));
        MARIADB.untilSleeping(id);
        statement.cancel();
        assertThat(sleeping.get()).isIn(1317, OF_ITS_DRIVER);
        assertThat(breaker).isClosed().hasFailures(0).hasIgnored(2); // and the connection
    }

    private static int codeOf(ThrowingCallable work) {
        Throwable thrown = catchThrowable(work);
        if (thrown == null) {
            return NOTHING_THROWN;
        }
        if (thrown instanceof SQLException sql) {
            return sql.getErrorCode();
        }
        throw new CompletionException("no SQLException", thrown);
    }
}
