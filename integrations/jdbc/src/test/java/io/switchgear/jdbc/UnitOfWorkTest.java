// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A transaction, and a query with its rows, is one call with one outcome. */
@Tag("C14")
class UnitOfWorkTest {
    private static final SQLException LOST = new SQLException("the server closed the connection", "08006");
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration RAMP = Duration.ofSeconds(100);

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final ManualTicker ticker = new ManualTicker();
    private final FakeDriver driver = new FakeDriver();

    private CircuitBreaker breaker(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return nothingInFlight.watch(CircuitBreaker.of(
                "orders",
                c -> settings.apply(c.classify(SqlClassifier.defaults())
                        .ticker(ticker)
                        .openFor(Backoff.fixed(WAIT))
                        .halfOpen(HalfOpen.probes(1)))));
    }

    private DataSource guarded(CircuitBreaker breaker) {
        return CircuitBreakerDataSource.of(driver.dataSource(), breaker);
    }

    /** Four updates in a transaction. */
    private static void pay(DataSource orders) throws SQLException {
        try (Connection connection = orders.getConnection()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 4; i++) {
                try (Statement update = connection.createStatement()) {
                    update.executeUpdate("update orders set paid = true");
                }
            }
            connection.commit();
        }
    }

    private static void read(DataSource orders) throws SQLException {
        try (Connection connection = orders.getConnection();
                Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("select * from orders")) {
            while (rows.next()) {
                rows.getString(1);
            }
        }
    }

    private void readAndBreak(DataSource orders) {
        int[] row = {0};
        driver.on("next", () -> {
            if (++row[0] == 3) {
                throw LOST;
            }
            return true;
        });
        assertThat(catchThrowable(() -> read(orders))).isSameAs(LOST);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of("defaults", (UnaryOperator<CircuitBreakerConfigBuilder>) c -> c),
                Arguments.of(
                        "60 %",
                        (UnaryOperator<CircuitBreakerConfigBuilder>) c -> c.window(Window.lastCalls(20))
                                .tripWhen(TripRule.failureRate(0.6).minimumCalls(10))),
                Arguments.of("5 in a row", (UnaryOperator<CircuitBreakerConfigBuilder>)
                        c -> c.tripWhen(TripRule.consecutiveFailures(5))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void shouldOpenWhenEveryTransactionFailsAtItsCommit(String name, UnaryOperator<CircuitBreakerConfigBuilder> rule) {
        CircuitBreaker breaker = breaker(rule);
        DataSource orders = guarded(breaker);
        driver.throwing("commit", LOST);
        for (int i = 0; i < 20 && breaker.state() == State.CLOSED; i++) {
            ticker.advance(Duration.ofMillis(500));
            assertThat(catchThrowable(() -> pay(orders))).isSameAs(LOST);
        }
        assertThat(breaker).isOpen().hasSuccesses(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void shouldOpenWhenEveryResultBreaksOff(String name, UnaryOperator<CircuitBreakerConfigBuilder> rule) {
        CircuitBreaker breaker = breaker(rule);
        DataSource orders = guarded(breaker);
        for (int i = 0; i < 20 && breaker.state() == State.CLOSED; i++) {
            ticker.advance(Duration.ofMillis(500));
            readAndBreak(orders);
        }
        assertThat(breaker).isOpen().hasSuccesses(0);
    }

    @Test
    void shouldOpenAgainWhenTheProbeBreaksAtItsEnd() throws SQLException {
        CircuitBreaker breaker = breaker(c -> c.tripWhen(TripRule.failureCount(1)));
        DataSource orders = guarded(breaker);
        driver.throwing("commit", LOST);
        assertThat(catchThrowable(() -> pay(orders))).isSameAs(LOST);
        ticker.advance(WAIT);
        assertThat(catchThrowable(() -> pay(orders))).isSameAs(LOST);
        assertThat(breaker).isOpen().hasConsecutiveOpenings(2);
        ticker.advance(WAIT);
        readAndBreak(orders);
        assertThat(breaker).isOpen().hasConsecutiveOpenings(3).hasSuccesses(0).hasFailures(3);
        ticker.advance(WAIT);
        driver.well("commit").well("next");
        pay(orders);
        assertThat(breaker).isClosed().hasSuccesses(1);
    }

    @Test
    void shouldBeInFlightAsOneCall() throws SQLException {
        CircuitBreaker breaker = breaker(c -> c.tripWhen(TripRule.stuckCalls(1, Duration.ofSeconds(30))));
        DataSource orders = guarded(breaker);
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThat(breaker).hasNothingInFlight();
            statement.executeUpdate("update orders set paid = true");
            statement.executeUpdate("update orders set sent = true");
            assertThat(breaker).hasInFlight(1).hasSuccesses(0);
            ticker.advance(Duration.ofSeconds(40));
            assertThat(catchThrowable(() -> read(orders))).isInstanceOf(SqlCallNotPermittedException.class);
            assertThat(breaker).isOpen();
            connection.commit();
        }
        assertThat(breaker).hasNothingInFlight();
    }

    @Test
    void shouldLetAThirdOfTheUnitsThroughInARampAndRejectNoneInItsMiddle() throws SQLException {
        CircuitBreaker breaker = breaker(c -> c.ramp(Ramp.over(RAMP).from(0.01)).tripWhen(TripRule.failureCount(1)));
        DataSource orders = guarded(breaker);
        driver.throwing("commit", LOST);
        assertThat(catchThrowable(() -> pay(orders))).isSameAs(LOST);
        driver.well("commit");
        ticker.advance(WAIT);
        pay(orders);
        ticker.advance(RAMP.dividedBy(3));
        int updates = 0;
        int queries = 0;
        for (int i = 0; i < 300; i++) {
            driver.called.clear();
            updates += catchThrowable(() -> pay(orders)) == null ? 1 : 0;
            assertThat(driver.called.isEmpty() || driver.called.contains("commit"))
                    .as("not at all or to the end: %s", driver.called)
                    .isTrue();
            queries += catchThrowable(() -> read(orders)) == null ? 1 : 0;
        }
        assertThat(updates).isBetween(80, 120);
        assertThat(queries).isBetween(80, 120);
        assertThat(breaker).isHalfOpen().hasSuccesses(1 + updates + queries);
    }

    @Test
    void shouldPassWhateverALetInTransactionAsksFor() throws SQLException {
        CircuitBreaker breaker = breaker(c -> c);
        DataSource orders = guarded(breaker);
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("update orders set paid = true");
            breaker.forceOpen("in its middle");
            statement.executeUpdate("update orders set sent = true");
            connection.rollback(connection.setSavepoint());
            connection.prepareStatement("select * from orders").close();
            connection.getMetaData().getTables(null, null, null, null).close();
            statement.executeQuery("select * from orders").next();
            connection.commit();
            assertThat(catchThrowable(() -> statement.executeUpdate("update orders set sent = true")))
                    .isInstanceOf(SqlCallNotPermittedException.class);
        }
        assertThat(breaker).hasStale(1).hasRejected(1);
    }

    @Test
    void shouldTakeAnAnswerInATransactionForAnAnswerAndALostConnectionForItsEnd() throws SQLException {
        CircuitBreaker breaker = breaker(c -> c);
        DataSource orders = guarded(breaker);
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            driver.throwing("executeUpdate", new SQLException("twice", "23505"));
            assertThat(catchThrowable(() -> statement.executeUpdate("insert"))).isNotNull();
            driver.throwing("executeUpdate", new SQLException("deadlock", "40P01"));
            assertThat(catchThrowable(() -> statement.executeUpdate("insert"))).isNotNull();
            assertThat(breaker).hasInFlight(1);
            connection.rollback();
            assertThat(breaker).hasSuccesses(1).hasFailures(0);
            driver.throwing("executeUpdate", LOST).throwing("rollback", LOST);
            assertThat(catchThrowable(() -> statement.executeUpdate("insert"))).isSameAs(LOST);
            assertThat(breaker).as("at once").hasFailures(1).hasNothingInFlight();
            assertThat(catchThrowable(() -> statement.executeUpdate("insert"))).isSameAs(LOST);
            assertThat(catchThrowable(connection::rollback)).isSameAs(LOST);
        }
        assertThat(breaker).as("once").hasFailures(1).hasSuccesses(1);
    }

    @Test
    void shouldEndATransactionByAutoCommitAndByClosing() throws SQLException {
        CircuitBreaker breaker = breaker(c -> c);
        DataSource orders = guarded(breaker);
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("update");
            connection.setAutoCommit(true);
            assertThat(breaker).hasSuccesses(1);
            connection.setAutoCommit(false);
            statement.executeBatch();
            driver.throwing("setAutoCommit", LOST);
            assertThat(catchThrowable(() -> connection.setAutoCommit(true))).isSameAs(LOST);
            assertThat(breaker).hasSuccesses(1).hasFailures(1);
            statement.executeUpdate("update");
        }
        assertThat(breaker).hasSuccesses(2);
        driver.well("setAutoCommit").throwing("close", LOST);
        Connection connection = orders.getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().execute("update");
        assertThat(catchThrowable(connection::close)).isSameAs(LOST);
        assertThat(breaker).hasSuccesses(2).hasFailures(2);
    }

    @Test
    void shouldCountNothingForATransactionWithoutAnAnswer() throws SQLException {
        CircuitBreaker breaker = breaker(c -> c);
        try (Connection connection = guarded(breaker).getConnection()) {
            connection.setAutoCommit(false);
            driver.throwing("execute", new SQLException("nobody knows"));
            assertThat(catchThrowable(() -> connection.createStatement().execute("do")))
                    .hasMessage("nobody knows");
        }
        assertThat(breaker).hasSuccesses(0).hasFailures(0).hasIgnored(2);
    }

    @Test
    void shouldMeasureTheDatabaseAndNotTheApplication() throws SQLException {
        CircuitBreaker breaker = breaker(c -> c.slowCallsOver(Duration.ofSeconds(1)));
        DataSource orders = guarded(breaker);
        driver.on("executeUpdate", () -> {
            ticker.advance(Duration.ofMillis(250));
            return 1;
        });
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("update");
            ticker.advance(Duration.ofSeconds(5));
            connection.commit();
        }
        assertThat(breaker).hasSuccesses(1).hasSlow(0);
        driver.on("commit", () -> {
            ticker.advance(Duration.ofMillis(250));
            return null;
        });
        pay(orders);
        assertThat(breaker).hasSuccesses(2).hasSlow(1);
    }
}
