// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.switchgear.CircuitBreaker;
import io.switchgear.outcome.Classifier;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What would count wrong, or go past the breaker, is refused with the way out. */
class RefusedTest {
    private final CircuitBreaker breaker = CircuitBreaker.of("orders", c -> c.classify(SqlClassifier.defaults()));
    private final JdbcDataSource h2 = new JdbcDataSource();

    RefusedTest() {
        h2.setURL("jdbc:h2:mem:");
    }

    static Stream<Classifier> notForDatabases() {
        return Stream.of(
                Classifier.defaults(),
                Classifier.ignore(IllegalArgumentException.class),
                Classifier.failOnResult(String.class, String::isEmpty).ignore(IllegalArgumentException.class));
    }

    @ParameterizedTest
    @MethodSource("notForDatabases")
    void shouldRefuseAClassifierThatTakesAnswersForOutages(Classifier classifier) {
        CircuitBreaker http = CircuitBreaker.of("http", c -> c.classify(classifier));
        assertThatThrownBy(() -> CircuitBreakerDataSource.of(h2, http))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Circuit breaker \"http\": its classifier counts a violated constraint as an outage. Configure"
                                + " it with classify(SqlClassifier.defaults()), or define failures with classify(...)");
        assertThatThrownBy(() -> CircuitBreakerXADataSource.of(h2, http)).hasMessageContaining("violated constraint");
    }

    @Test
    void shouldTakeAClassifierThatSaysWhatAFailureIs() {
        CircuitBreaker own = CircuitBreaker.of("own", c -> c.classify(Classifier.failOn(SQLException.class)));
        assertThat(CircuitBreakerDataSource.of(h2, own)).isNotNull();
        CircuitBreaker io = CircuitBreaker.of("io", c -> c.classify(Classifier.failOn(IOException.class)));
        assertThat(CircuitBreakerDataSource.of(h2, io)).isNotNull();
    }

    @Test
    void shouldRefuseTheSameBreakerTwice() {
        String twice =
                "Circuit breaker \"orders\" already guards this data source further inside: each unit of work would count"
                        + " twice. Guard the pool or the data source under it, or give each a breaker of its own";
        CircuitBreakerDataSource inner = CircuitBreakerDataSource.of(h2, breaker);
        assertThatThrownBy(() -> CircuitBreakerDataSource.of(inner, breaker))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(twice);
        CircuitBreakerDataSource middle = CircuitBreakerDataSource.of(inner, "middle");
        assertThatThrownBy(() -> CircuitBreakerDataSource.of(middle, breaker)).hasMessage(twice);
        try (HikariDataSource pool = Arrangement.pool(inner, Duration.ofSeconds(10))) {
            assertThatThrownBy(() -> CircuitBreakerDataSource.of(pool, breaker)).hasMessage(twice);
        }
    }

    @Test
    void shouldRefuseTheSameBreakerTwiceWhenAPoolTellsItLate() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(CircuitBreakerDataSource.of(h2, breaker));
            CircuitBreakerDataSource outer = CircuitBreakerDataSource.of(pool, breaker);
            assertThatThrownBy(outer::getConnection)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("each unit of work would count twice");
            assertThatThrownBy(outer::getConnection).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldNameADataSourceThatGivesNoConnection() {
        DataSource nothing = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, args) -> method.getName().equals("toString")
                        ? "the broken one"
                        : method.getReturnType() == boolean.class ? false : null);
        DataSource orders = CircuitBreakerDataSource.of(nothing, breaker);
        String message =
                "Circuit breaker \"orders\": the broken one returned null instead of a connection; guard a data source"
                        + " that connects or throws";
        assertThatThrownBy(orders::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> orders.getConnection("sa", "")).hasMessage(message);
        assertThat(breaker).hasNothingInFlight();
    }

    @Test
    void shouldNotUnwrapWhatWouldGoPastTheBreaker() throws SQLException {
        DataSource orders = CircuitBreakerDataSource.of(h2, breaker);
        assertThat(orders.isWrapperFor(XADataSource.class)).isFalse();
        assertThat(orders.isWrapperFor(ConnectionPoolDataSource.class)).isFalse();
        assertThatThrownBy(() -> orders.unwrap(XADataSource.class))
                .isInstanceOf(SQLException.class)
                .hasMessage(
                        "unwrap(XADataSource): its connections would bypass circuit breaker \"orders\". Guard an"
                                + " XADataSource with CircuitBreakerXADataSource.of(...), or unwrap the class of the data source");
        assertThatThrownBy(() -> orders.unwrap(ConnectionPoolDataSource.class)).hasMessageContaining("bypass");
        assertThat(orders.unwrap(JdbcDataSource.class)).isSameAs(h2);
        try (Connection connection = orders.getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }
}
