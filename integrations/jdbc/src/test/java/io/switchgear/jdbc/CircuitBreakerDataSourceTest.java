// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.outcome.Classifier;
import io.switchgear.testkit.ScriptedOperation;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class CircuitBreakerDataSourceTest {
    private final CircuitBreaker breaker = CircuitBreaker.of("orders", c -> c.classify(SqlClassifier.defaults()));
    private final JdbcDataSource h2 = new JdbcDataSource();
    private final CircuitBreakerDataSource orders = CircuitBreakerDataSource.of(h2, breaker);

    CircuitBreakerDataSourceTest() {
        h2.setURL("jdbc:h2:mem:");
    }

    @Test
    void shouldPassEverythingElseOn() throws SQLException {
        orders.setLoginTimeout(7);
        assertThat(h2.getLoginTimeout()).isEqualTo(7);
        assertThat(orders.getLoginTimeout()).isEqualTo(7);
        PrintWriter log = new PrintWriter(System.out);
        orders.setLogWriter(log);
        assertThat(orders.getLogWriter()).isSameAs(log).isSameAs(h2.getLogWriter());
        assertThat(orders.getParentLogger()).isSameAs(h2.getParentLogger());
        assertThatThrownBy(orders::createShardingKeyBuilder).isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThatThrownBy(orders::createConnectionBuilder).isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThat(orders).hasToString(h2 + ", guarded by circuit breaker orders");
    }

    @Test
    void shouldUnwrapItselfAndTheOther() throws SQLException {
        assertThat(orders.unwrap(JdbcDataSource.class)).isSameAs(h2);
        assertThat(orders.unwrap(DataSource.class)).isSameAs(orders);
        assertThat((Object) orders.unwrap(CircuitBreakerDataSource.class).circuitBreaker())
                .isSameAs(breaker);
        assertThat(orders.isWrapperFor(JdbcDataSource.class)).isTrue();
        assertThat(orders.isWrapperFor(DataSource.class)).isTrue();
        assertThat(orders.isWrapperFor(List.class)).isFalse();
        DataSource twice = CircuitBreakerDataSource.of(orders, "outer");
        assertThat(twice.unwrap(JdbcDataSource.class)).isSameAs(h2);
    }

    @Test
    void shouldGuardConnectionsForAUserToo() throws SQLException {
        try (Connection connection = orders.getConnection("sa", "")) {
            assertThat(connection)
                    .hasToString(connection.unwrap(JdbcConnection.class) + ", guarded by circuit breaker orders");
        }
        breaker.forceOpen("maintenance");
        assertThatThrownBy(() -> orders.getConnection("sa", "")).isInstanceOf(SqlCallNotPermittedException.class);
    }

    @Test
    void shouldGuardConnectionsThatAreBuilt() throws SQLException {
        DataSource built = CircuitBreakerDataSource.of(buildingBy(h2), breaker);
        ConnectionBuilder builder = built.createConnectionBuilder();
        assertThat(builder.user("sa")).isSameAs(builder);
        try (Connection connection = builder.password("").build()) {
            assertThat(connection.toString()).endsWith("guarded by circuit breaker orders");
        }
        breaker.forceOpen("maintenance");
        assertThatThrownBy(builder::build).isInstanceOf(SqlCallNotPermittedException.class);
        assertThat(breaker).hasIgnored(1).hasRejected(1);
    }

    @Test
    void shouldCloseWhatCanBeClosed() throws SQLException {
        CircuitBreakerDataSource pooled =
                CircuitBreakerDataSource.of(Arrangement.pool(h2, Duration.ofSeconds(10)), breaker);
        pooled.getConnection().close();
        pooled.close();
        assertThatThrownBy(pooled::getConnection).hasMessageContaining("closed");
        orders.close();
        orders.getConnection().close();
    }

    @Test
    void shouldMakeABreakerThatKnowsSql() {
        CircuitBreaker made = CircuitBreakerDataSource.of(h2, "prices").circuitBreaker();
        assertThat(made.name()).isEqualTo("prices");
        assertThat(made.config().classifier()).isSameAs(SqlClassifier.defaults());
    }

    @Test
    void shouldRefuseBadInputWithOneClearError() {
        assertThatThrownBy(() -> CircuitBreakerDataSource.of(null, "orders"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("delegate must not be null: pass the DataSource to guard");
        assertThatThrownBy(() -> CircuitBreakerDataSource.of(null, breaker))
                .hasMessageStartingWith("delegate must not be null");
        assertThatThrownBy(() -> CircuitBreakerDataSource.of(h2, (CircuitBreaker) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("breaker must not be null: pass the CircuitBreaker for this data source, or its name");
        assertThatThrownBy(() -> CircuitBreakerDataSource.of(h2, " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name");
        assertThatThrownBy(() -> orders.setLoginTimeout(-1))
                .isInstanceOf(SQLException.class)
                .hasMessage("setLoginTimeout(-1): must be 0 or more seconds; 0 means the data source's own default");
    }

    @Test
    void shouldRefuseABreakerThatKnowsNoSql() {
        assertThatThrownBy(() -> CircuitBreakerDataSource.of(h2, CircuitBreaker.of("plain")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Circuit breaker \"plain\": its classifier counts a violated constraint as an outage. Configure"
                                + " it with classify(SqlClassifier.defaults()), or define failures with classify(...)");
        Classifier own = Classifier.defaults()::classify;
        assertThat(CircuitBreakerDataSource.of(h2, CircuitBreaker.of("plain", c -> c.classify(own))))
                .as("a classifier that does the same on purpose")
                .isNotNull();
    }

    @Test
    void shouldTellOfARejectionWithoutAState() {
        breaker.forceOpen("maintenance");
        assertThatThrownBy(CircuitBreakerDataSource.of(
                        ScriptedDatabase.connectingBy(ScriptedOperation.returning("unused")), breaker)::getConnection)
                .isInstanceOfSatisfying(SqlCallNotPermittedException.class, rejected -> {
                    assertThat(rejected.getMessage()).startsWith("orders has been FORCED_OPEN for ");
                    assertThat(rejected.getSQLState()).isNull();
                    assertThat(rejected.getStackTrace()).isEmpty();
                    assertThat(rejected.getCause()).isSameAs(rejected.rejection());
                });
    }

    /** H2 has no builder of connections. */
    private static DataSource buildingBy(DataSource database) {
        ConnectionBuilder builder = proxy(
                ConnectionBuilder.class,
                (self, method, args) -> method.getName().equals("build") ? database.getConnection("sa", "") : self);
        return proxy(DataSource.class, (self, method, args) -> builder);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
