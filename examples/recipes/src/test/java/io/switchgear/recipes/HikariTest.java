// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.ProxyConnection;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.jdbc.CircuitBreakerDataSource;
import io.switchgear.jdbc.SqlClassifier;
import io.switchgear.testkit.SwitchgearAssertions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A breaker over HikariCP. */
class HikariTest {
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private HikariDataSource pool;

    // region wiring
    CircuitBreakerDataSource orders(DataSource database) {
        HikariConfig settings = new HikariConfig();
        settings.setDataSource(database);
        settings.setConnectionTimeout(500); // what callers wait at most, before the breaker opens
        settings.setMinimumIdle(0); // connects when it is asked, so that a probe finds a server that is back
        settings.setInitializationFailTimeout(-1); // starts while the database is down
        pool = new HikariDataSource(settings);
        return CircuitBreakerDataSource.of(
                pool,
                registry.register(
                        "orders",
                        CircuitBreakerConfig.builder()
                                .classify(SqlClassifier.defaults())
                                .build()));
    }
    // endregion

    private static String name(DataSource orders) throws SQLException {
        try (Connection connection = orders.getConnection();
                ResultSet rows = connection.createStatement().executeQuery("select name from item where id = 1")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void shouldFailFastWhileTheDatabaseIsDown() throws SQLException {
        LocalDatabase database = new LocalDatabase("hikari");
        try (CircuitBreakerDataSource orders = orders(database)) {
            assertThat(name(orders)).isEqualTo("lamp");
            database.goDown();
            Outage.untilRejected(() -> name(orders));
            SwitchgearAssertions.assertThat(registry.find("orders").orElseThrow())
                    .isOpen()
                    .hasNothingInFlight();
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    @Test
    void shouldEvictAConnection() throws SQLException {
        try (CircuitBreakerDataSource orders = orders(new LocalDatabase("hikari"))) {
            // region evict
            try (Connection connection = orders.getConnection()) {
                pool.evictConnection(
                        connection.unwrap(ProxyConnection.class)); // the pool does not know the guarded one
            }
            // endregion
            assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isZero();
        }
    }

    @Test
    void shouldStartWhileTheDatabaseIsDown() throws SQLException {
        LocalDatabase database = new LocalDatabase("hikari");
        database.goDown();
        try (CircuitBreakerDataSource orders = orders(database)) {
            Outage.untilRejected(() -> name(orders));
        }
    }
}
