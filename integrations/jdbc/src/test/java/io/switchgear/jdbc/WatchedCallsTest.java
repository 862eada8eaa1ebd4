// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever may talk to the database counts when it breaks, and always passes. */
class WatchedCallsTest {
    private static final SQLException LOST = new SQLException("the server closed the connection", "08006");
    private static final Duration WAIT = Duration.ofSeconds(10);

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final FakeDriver driver = new FakeDriver();
    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "orders",
            c -> c.classify(SqlClassifier.defaults())
                    .ticker(ticker)
                    .tripWhen(TripRule.consecutiveFailures(3))
                    .openFor(Backoff.fixed(WAIT))
                    .halfOpen(HalfOpen.probes(1))));
    private final DataSource orders = CircuitBreakerDataSource.of(driver.dataSource(), breaker);

    @FunctionalInterface
    private interface Use {
        void of(Connection connection) throws SQLException;
    }

    private static Arguments call(String method, Use use) {
        return Arguments.of(method, use);
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                call("setTransactionIsolation", c -> c.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE)),
                call("getTransactionIsolation", Connection::getTransactionIsolation),
                call("setReadOnly", c -> c.setReadOnly(true)),
                call("setSchema", c -> c.setSchema("orders")),
                call("setCatalog", c -> c.setCatalog("orders")),
                call("setAutoCommit", c -> c.setAutoCommit(false)),
                call("setNetworkTimeout", c -> c.setNetworkTimeout(Runnable::run, 1)),
                call("rollback", Connection::rollback),
                call("commit", Connection::commit),
                call("releaseSavepoint", c -> c.releaseSavepoint(null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void shouldOpenWhenEverySessionBreaksBeforeItsFirstStatement(String method, Use use) throws SQLException {
        driver.throwing(method, LOST);
        for (int i = 0; i < 3; i++) {
            use(use, LOST);
        }
        assertThat(breaker).isOpen().hasFailures(3);
        ticker.advance(WAIT);
        use(use, LOST);
        assertThat(breaker).as("the probe").isOpen().hasConsecutiveOpenings(2).hasFailures(4);
        try (Connection connection = before(use)) {
            assertThat(catchThrowable(() -> use.of(connection)))
                    .as("never rejected")
                    .isSameAs(LOST);
        }
        assertThat(breaker).hasFailures(4).hasRejected(0);
    }

    private Connection before(Use use) throws SQLException {
        breaker.disable("to have a connection");
        Connection connection = orders.getConnection();
        breaker.forceOpen("in the middle of " + use);
        return connection;
    }

    private void use(Use use, SQLException expected) throws SQLException {
        try (Connection connection = orders.getConnection()) {
            assertThat(catchThrowable(() -> use.of(connection))).isSameAs(expected);
        }
    }

    @Test
    void shouldIgnoreAnAnswerToASettingAndKeepTheProbesPlace() throws SQLException {
        open();
        driver.throwing("setSchema", new SQLException("no such schema", "3F000"));
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(catchThrowable(() -> connection.setSchema("none"))).isNotNull();
            assertThat(breaker).isHalfOpen().hasInFlight(1);
            statement.executeUpdate("update");
        }
        assertThat(breaker).isClosed();
    }

    static Stream<Arguments> lateReads() {
        return Stream.of(
                Arguments.of("getBytes", (Use) c -> blob(c).getBytes(1, 10)),
                Arguments.of("length", (Use) c -> blob(c).length()),
                Arguments.of("getBinaryStream", (Use) c -> blob(c).getBinaryStream()),
                Arguments.of("getSubString", (Use) c -> row(c).getClob(1).getSubString(1, 10)),
                Arguments.of("getArray", (Use) c -> ((Array) row(c).getObject(1)).getArray()),
                Arguments.of("getString", (Use) c -> row(c).getSQLXML(1).getString()));
    }

    private static ResultSet row(Connection connection) throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery("select");
        assertThat(rows.next()).isTrue();
        return rows;
    }

    private static Blob blob(Connection connection) throws SQLException {
        return row(connection).getBlob(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lateReads")
    void shouldFailWhenALateReadBreaks(String method, Use use) throws SQLException {
        driver.arrays = true;
        driver.throwing(method, LOST);
        for (int i = 0; i < 3; i++) {
            use(use, LOST);
        }
        assertThat(breaker).isOpen().hasFailures(3).hasSuccesses(0);
    }

    @Test
    void shouldGiveTheDriverItsOwnObjectBack() throws SQLException {
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select")) {
            Blob blob = rows.getBlob(1);
            rows.updateBlob(1, blob);
            assertThat(driver.lastArguments).hasSize(2);
            assertThat(driver.lastArguments[1]).hasToString("fake").isNotSameAs(blob);
        }
    }

    @Test
    void shouldKeepThePlaceOfALetInConnectionForItsFirstStatement() throws SQLException {
        open();
        try (Connection connection = orders.getConnection()) {
            assertThat(breaker).isHalfOpen().hasInFlight(1);
            assertThat(catchThrowable(orders::getConnection)).isInstanceOf(SqlCallNotPermittedException.class);
            connection.prepareStatement("select").close();
            connection.createStatement().executeUpdate("update");
        }
        assertThat(breaker).isClosed().hasSuccesses(1);
    }

    @Test
    void shouldGiveThePlaceOfAnIdleConnectionBackWhenSomebodyAsks() throws SQLException {
        open();
        try (Connection idle = orders.getConnection()) {
            ticker.advance(Duration.ofMillis(101));
            try (Connection connection = orders.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("update");
            }
            assertThat(breaker).isClosed();
            idle.createStatement().executeUpdate("update");
        }
        assertThat(breaker).hasSuccesses(2);
    }

    @Test
    void shouldGiveThePlaceOfAnUnusedConnectionBackWhenItIsClosed() throws SQLException {
        open();
        orders.getConnection().close();
        assertThat(breaker).isHalfOpen().hasNothingInFlight();
        orders.getConnection().abort(Runnable::run);
        assertThat(breaker).isHalfOpen().hasNothingInFlight();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    private void open() {
        breaker.open(WAIT, "to probe");
        ticker.advance(WAIT);
    }
}
