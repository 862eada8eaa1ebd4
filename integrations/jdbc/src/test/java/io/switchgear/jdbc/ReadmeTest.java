// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.outcome.Outcome.FAILURE;
import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The README's code, run. */
class ReadmeTest {
    @Test
    void shouldBeOneLine() throws SQLException {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl("jdbc:h2:mem:");
        // region first
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        CircuitBreaker breaker = registry.register(
                "orders",
                CircuitBreakerConfig.builder()
                        .classify(SqlClassifier.defaults())
                        .build());
        DataSource orders = CircuitBreakerDataSource.of(new HikariDataSource(settings), breaker);
        // endregion
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
        assertThat(registry.snapshots().keySet()).containsExactly("orders");
        CircuitBreakerDataSource closeable = orders.unwrap(CircuitBreakerDataSource.class);
        closeable.close();
        assertThat(closeable.circuitBreaker()).isClosed().hasSuccesses(1);
    }

    @Test
    void shouldTellWhatAnswersMean() {
        // region classifier
        CircuitBreaker breaker = CircuitBreaker.of(
                "orders",
                c -> c.classify(SqlClassifier.defaults()
                        .failOn("25006") // after a failover: the server is a read-only replica now
                        .ignore("57014") // our statement timeouts are short on purpose
                        .when(e -> e.getErrorCode() == 1290, FAILURE))); // MySQL's word for read-only
        // endregion
        assertThat(breaker.config().classifier().classify(null, new SQLException("read-only", "25006")))
                .isEqualTo(FAILURE);
    }
}
