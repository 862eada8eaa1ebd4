// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.config.InvalidSettingsException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

class DataSourcesTest {
    private static ApplicationContextRunner application(String... properties) {
        return Contexts.with(properties).withBean("orders", HikariDataSource.class, () -> {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl("jdbc:h2:mem:");
            return pool;
        });
    }

    @Test
    void shouldLeaveDataSourcesAloneUnlessAsked() {
        application().run(context -> {
            query(context.getBean(HikariDataSource.class));
            assertThat(context.getBean(CircuitBreakerRegistry.class).all()).isEmpty();
        });
    }

    @Test
    void shouldGuardADataSourceWithTheBreakerOfItsName() {
        application("switchgear.datasource.enabled=true", "switchgear.breakers.orders.probes=4")
                .run(context -> {
                    HikariDataSource pool = context.getBean(HikariDataSource.class);
                    CircuitBreaker orders = Contexts.breaker(context, "orders");

                    query(pool);
                    assertThat(orders.snapshot().totals().successes()).isPositive();
                    assertThat(orders.config().halfOpen().probes()).isEqualTo(4);

                    orders.forceOpen("maintenance");
                    assertThatThrownBy(() -> query(pool))
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("maintenance");
                });
    }

    /** The classifier is put into the breaker when the data source is guarded, after the properties were read. */
    @Test
    void shouldKeepTheRulesOfSqlAtAReload() {
        application("switchgear.datasource.enabled=true").run(context -> {
            context.getBean(HikariDataSource.class);
            CircuitBreaker orders = Contexts.breaker(context, "orders");
            String rules = orders.config().classifier().toString();
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("later", Map.of("switchgear.breakers.orders.probes", "5")));

            assertThat(context.getBean(SwitchgearReload.class).reload()).isNotEmpty();

            assertThat(orders.config().halfOpen().probes()).isEqualTo(5);
            assertThat(orders.config().classifier()).hasToString(rules);
            assertThat(rules)
                    .isNotEqualTo(Contexts.breaker(context, "plain")
                            .config()
                            .classifier()
                            .toString());
        });
    }

    /** They would take the place of the rules of SQL. */
    @Test
    void shouldRefusePropertiesThatChangeTheRulesOfSql() {
        application("switchgear.datasource.enabled=true", "switchgear.breakers.orders.ignore=java.io.IOException")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(InvalidSettingsException.class)
                        .rootCause()
                        .hasMessageContaining("switchgear.breakers.orders.ignore=java.io.IOException cannot change a"
                                + " classifier that is a function in code"));
    }

    private static void query(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select 1")) {
            assertThat(result.next()).isTrue();
        }
    }
}
