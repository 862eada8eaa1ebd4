// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network before a real PostgreSQL that is slow, falls silent, or resets connections while rows are read. */
@Tag("C14")
class PostgresNetworkTest {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    /** More than both sides keep on the way. */
    private static final String MANY_ROWS = "select n, repeat('x', 1000) from generate_series(1, 100000) n";

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private Relay relay;

    @BeforeEach
    void open() throws Exception {
        relay = new Relay(POSTGRES.server().port());
    }

    @AfterEach
    void close() throws Exception {
        relay.close();
    }

    private CircuitBreaker breaker(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return nothingInFlight.watch(
                CircuitBreaker.of("orders", c -> settings.apply(c.classify(SqlClassifier.defaults()))));
    }

    private DataSource guarded(CircuitBreaker breaker) {
        return CircuitBreakerDataSource.of(POSTGRES.databaseBehind(relay), breaker);
    }

    /** Row by row, as a transaction does that has set a fetch size, or all at once. */
    private static int read(Connection connection, boolean rowByRow) throws SQLException {
        connection.setAutoCommit(!rowByRow);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(rowByRow ? 10 : 0);
            try (ResultSet rows = statement.executeQuery(MANY_ROWS)) {
                int read = 0;
                while (rows.next()) {
                    read++;
                }
                return read;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldOpenWhenEveryResultIsResetWhileItIsRead(boolean rowByRow) throws SQLException {
        CircuitBreaker breaker = breaker(c -> c.tripWhen(TripRule.consecutiveFailures(3)));
        DataSource orders = guarded(breaker);
        for (int i = 0; i < 3; i++) {
            relay.recover();
            try (Connection connection = orders.getConnection()) {
                relay.resetAfter(20_000);
                assertThat(catchThrowable(() -> read(connection, rowByRow)))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                reset -> assertThat(reset.getSQLState()).isEqualTo("08006"));
            }
            assertThat(breaker).hasFailures(i + 1).hasSuccesses(0);
        }
        assertThat(breaker).isOpen();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCountAResultThatFallsSilentOnce(boolean rowByRow) throws SQLException {
        CircuitBreaker breaker = breaker(c -> c.tripWhen(TripRule.consecutiveFailures(1)));
        try (Connection connection = guarded(breaker).getConnection()) {
            relay.fallSilentAfter(20_000);
            assertThat(catchThrowable(() -> read(connection, rowByRow)))
                    .isInstanceOf(SQLException.class)
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
        }
        assertThat(breaker).isOpen().hasFailures(1).hasSuccesses(0);
    }

    @Test
    void shouldCountACommitThatIsResetOnce() throws SQLException {
        CircuitBreaker breaker = breaker(c -> c.tripWhen(TripRule.consecutiveFailures(1)));
        try (Connection connection = guarded(breaker).getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("select 1");
            relay.resetAfter(0);
            assertThat(catchThrowable(connection::commit))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            reset -> assertThat(reset.getSQLState()).isEqualTo("08006"));
        }
        assertThat(breaker).isOpen().hasFailures(1).hasSuccesses(0);
    }

    @Test
    void shouldOpenWhenTheDatabaseIsSlow() throws SQLException {
        Duration bound = Duration.ofMillis(50);
        CircuitBreaker breaker = breaker(
                c -> c.slowCallsOver(bound).tripWhen(TripRule.slowCallRate(0.6).minimumCalls(5)));
        DataSource orders = guarded(breaker);
        relay.delay(2 * bound.toMillis());
        for (int i = 0; i < 5; i++) {
            try (Connection connection = orders.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            }
        }
        assertThat(breaker).isOpen().hasFailures(0).hasSlow(5);
    }
}
