// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.ProxyConnection;
import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens between the breaker and a pool. */
class HikariTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "orders", c -> c.classify(SqlClassifier.defaults()).tripWhen(TripRule.failureCount(1))));
    private final JdbcDataSource database = new JdbcDataSource();

    HikariTest() {
        database.setURL("jdbc:h2:mem:");
    }

    @Test
    void shouldTakeAPoolWithoutAFreeConnectionForAFailure() throws Exception {
        try (CircuitBreakerDataSource orders = CircuitBreakerDataSource.of(pool(database), breaker);
                Connection one = orders.getConnection();
                Connection other = orders.getConnection()) {
            assertThat(breaker).isClosed().hasIgnored(2);
            assertThat(one).isNotEqualTo(other);
            assertThat(catchThrowable(orders::getConnection))
                    .isExactlyInstanceOf(SQLTransientConnectionException.class)
                    .hasMessageContaining("request timed out");
            assertThat(breaker).isOpen().hasFailures(1);
            assertThat(catchThrowable(orders::getConnection)).isInstanceOf(SqlCallNotPermittedException.class);
        }
    }

    @Test
    void shouldHaveThePoolConnectOnlyWhenItMay() throws Exception {
        breaker.forceOpen("no database");
        CircuitBreaker outer =
                nothingInFlight.watch(CircuitBreaker.of("outer", c -> c.classify(SqlClassifier.defaults())));
        try (HikariDataSource pool = pool(CircuitBreakerDataSource.of(database, breaker))) {
            DataSource orders = CircuitBreakerDataSource.of(pool, outer);
            assertThat(catchThrowable(orders::getConnection))
                    .isExactlyInstanceOf(SQLTransientConnectionException.class)
                    .hasCauseInstanceOf(SqlCallNotPermittedException.class);
            assertThat(outer).isClosed().hasFailures(0).hasIgnored(1);
            breaker.release("there it is");
            await().ignoreExceptionsInstanceOf(SQLException.class).until(() -> isValid(orders));
        }
        assertThat(breaker).isClosed().hasFailures(0);
    }

    @Test
    void shouldNotMakeThePoolThrowSoundConnectionsAway() throws Exception {
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "-1"); // asks each connection each time
        try (HikariDataSource pool = pool(CircuitBreakerDataSource.of(database, breaker))) {
            JdbcConnection first;
            try (Connection connection = pool.getConnection()) {
                first = connection.unwrap(JdbcConnection.class);
            }
            breaker.forceOpen("slow, but there");
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                assertThat(catchThrowable(() -> statement.execute("select 1")))
                        .isInstanceOf(SqlCallNotPermittedException.class);
            }
            breaker.release("fast again");
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(connection.unwrap(JdbcConnection.class)).isSameAs(first);
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(statement.execute("select 1")).isTrue();
            }
        } finally {
            System.clearProperty("com.zaxxer.hikari.aliveBypassWindowMs");
        }
    }

    @Test
    void shouldCountStatementsAndNotConnectionsThatCostThePoolNothing() throws SQLException {
        try (CircuitBreakerDataSource orders = CircuitBreakerDataSource.of(pool(database), breaker)) {
            for (int i = 0; i < 5; i++) {
                try (Connection connection = orders.getConnection();
                        PreparedStatement statement = connection.prepareStatement("select 1")) {
                    connection.setAutoCommit(false);
                    statement.execute();
                    connection.commit();
                }
            }
        }
        assertThat(breaker).isClosed().hasSuccesses(5).hasIgnored(10);
    }

    /** HikariCP looks at the class of what it is given, and does nothing with a proxy: give it its own. */
    @Test
    void shouldEvictAConnectionThatIsUnwrapped() throws SQLException {
        HikariDataSource pool = pool(database);
        try (CircuitBreakerDataSource orders = CircuitBreakerDataSource.of(pool, breaker)) {
            JdbcConnection first;
            try (Connection connection = orders.getConnection()) {
                first = connection.unwrap(JdbcConnection.class);
                // region evict
                pool.evictConnection(connection.unwrap(ProxyConnection.class));
                // endregion
            }
            await().until(first::isClosed);
            try (Connection connection = orders.getConnection()) {
                assertThat(connection.unwrap(JdbcConnection.class)).isNotSameAs(first);
            }
        }
        assertThat(breaker).hasFailures(0);
    }

    /** While the breaker is open, a test query of a pool above it is rejected as any statement is. */
    @Test
    void shouldRejectATestQueryButNotATest() throws SQLException {
        try (Connection connection =
                CircuitBreakerDataSource.of(database, breaker).getConnection()) {
            breaker.forceOpen("no database");
            assertThat(connection.isValid(1)).isTrue();
            assertThat(catchThrowable(() -> connection.createStatement().execute("select 1")))
                    .isInstanceOf(SqlCallNotPermittedException.class);
        }
    }

    private static boolean isValid(DataSource orders) throws SQLException {
        try (Connection connection = orders.getConnection()) {
            return connection.isValid(1);
        }
    }

    private static HikariDataSource pool(DataSource database) {
        return Arrangement.pool(database, PATIENCE);
    }
}
