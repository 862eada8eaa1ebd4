// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.dbcp2.DataSourceConnectionFactory;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.dbcp2.PoolingDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Over Commons DBCP and under it. */
class DbcpTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "orders", c -> c.classify(SqlClassifier.defaults()).tripWhen(TripRule.failureCount(1))));

    @Test
    void shouldTakeAPoolWithoutAFreeConnectionForAFailure() throws SQLException {
        try (BasicDataSource pool = new BasicDataSource()) {
            pool.setUrl("jdbc:h2:mem:");
            pool.setMaxTotal(1);
            pool.setMaxWait(Duration.ofMillis(10));
            DataSource orders = CircuitBreakerDataSource.of(pool, breaker);
            work(orders);
            assertThat(breaker).isClosed().hasSuccesses(2);
            try (Connection only = orders.getConnection()) {
                assertThat(only.isValid(1)).isTrue();
                assertThat(catchThrowable(orders::getConnection))
                        .hasMessageStartingWith("Cannot get a connection, pool error");
            }
            assertThat(breaker).isOpen().hasFailures(1);
        }
    }

    @Test
    void shouldCountUnitsUnderIt() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:");
        PoolableConnectionFactory factory = new PoolableConnectionFactory(
                new DataSourceConnectionFactory(CircuitBreakerDataSource.of(h2, breaker)), null);
        GenericObjectPool<PoolableConnection> connections = new GenericObjectPool<>(factory);
        factory.setPool(connections);
        try (PoolingDataSource<PoolableConnection> pool = new PoolingDataSource<>(connections)) {
            for (int i = 0; i < 3; i++) {
                work(pool);
            }
            assertThat(breaker).isClosed().hasSuccesses(6).hasNothingInFlight();
            breaker.forceOpen("maintenance");
            assertThat(catchThrowable(() -> work(pool))).isInstanceOf(SqlCallNotPermittedException.class);
            breaker.release("over");
            work(pool);
            assertThat(connections.getCreatedCount())
                    .as("sound connections are kept")
                    .isEqualTo(1);
        }
    }

    /** A test query is a statement like others. */
    @Test
    void shouldCountItsTestQueryUnderItAndNotOverIt() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:");
        try (PoolingDataSource<PoolableConnection> pool = Arrangement.dbcp(h2, Duration.ofSeconds(1), "select 1")) {
            work(CircuitBreakerDataSource.of(pool, breaker));
        }
        assertThat(breaker).hasSuccesses(2);
        try (PoolingDataSource<PoolableConnection> pool =
                Arrangement.dbcp(CircuitBreakerDataSource.of(h2, breaker), Duration.ofSeconds(1), "select 1")) {
            work(pool);
            assertThat(breaker).as("two units, two tests").hasSuccesses(6).hasNothingInFlight();
            breaker.forceOpen("maintenance");
            assertThat(catchThrowable(pool::getConnection)).isInstanceOf(SqlCallNotPermittedException.class);
            breaker.release("over");
            work(pool);
            assertThat(breaker).isClosed().hasSuccesses(10).hasFailures(0);
        }
    }

    /** A query in auto-commit mode, and a transaction whose statement nobody closes: the pool does. */
    private static void work(DataSource orders) throws SQLException {
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1")) {
            assertThat(rows.next()).isTrue();
        }
        try (Connection connection = orders.getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("select 1");
            connection.commit();
        }
    }
}
