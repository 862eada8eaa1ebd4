// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.jdbc.CircuitBreakerDataSource;
import io.switchgear.jdbc.SqlCallNotPermittedException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** Data sources of an application, each behind the breaker of its name. */
class DataSourcesTest {
    private final CircuitBreakerRegistry registry = Beans.registry();
    private final AnnotationConfigApplicationContext context = start();

    private AnnotationConfigApplicationContext start() {
        AnnotationConfigApplicationContext started = new AnnotationConfigApplicationContext();
        started.registerBean(CircuitBreakerRegistry.class, () -> registry);
        started.register(Application.class);
        started.refresh();
        return started;
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {
        // region datasources
        @Bean
        static CircuitBreakerDataSourcePostProcessor guardedDataSources(
                ObjectProvider<CircuitBreakerRegistry> registry) {
            return new CircuitBreakerDataSourcePostProcessor(registry);
        }
        // endregion

        @Bean
        HikariDataSource orders() {
            return pool("orders");
        }

        @Bean
        Broken stock() {
            return new Broken();
        }

        @Bean
        DataSource lazyOrders(@Qualifier("orders") DataSource orders) {
            return new LazyConnectionDataSourceProxy(orders);
        }

        @Bean
        DataSource routed(@Qualifier("orders") DataSource orders) {
            AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {
                @Override
                protected Object determineCurrentLookupKey() {
                    return "any";
                }
            };
            routing.setTargetDataSources(Map.of("any", orders));
            return routing;
        }

        @Bean
        @Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
        HikariDataSource scoped() {
            return pool("scoped");
        }

        @Bean
        DataSource byHand(CircuitBreakerRegistry registry) {
            return CircuitBreakerDataSource.of(new Broken(), "by hand");
        }

        private static HikariDataSource pool(String name) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
            config.setMaximumPoolSize(2);
            return new HikariDataSource(config);
        }
    }

    /** A pool that has lost its database, and whose class is final. */
    static final class Broken implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            throw new SQLTransientConnectionException("no connection", "08001");
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() {
            return new PrintWriter(System.out);
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 7;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("wraps nothing");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }

    @Test
    void shouldGuardConnectionsAndStatementsOfAPoolThatIsInjectedByItsClass() throws SQLException {
        HikariDataSource pool = context.getBean("orders", HikariDataSource.class);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 42")) {
            assertThat(row.next()).isTrue();
        }
        assertThat(registry.get("orders")).isClosed().hasSuccesses(1).hasNothingInFlight();
        registry.get("orders").forceOpen("a test");
        assertThatThrownBy(pool::getConnection).isInstanceOf(SQLTransientConnectionException.class);
        assertThatThrownBy(() -> new JdbcTemplate(pool).queryForObject("select 42", Integer.class))
                .isInstanceOf(CannotGetJdbcConnectionException.class)
                .hasCauseInstanceOf(SqlCallNotPermittedException.class);
    }

    /** What refreshing, metrics and health checks of Spring Boot and Spring Cloud look at. */
    @Test
    void shouldShowThePoolAsTheTargetOfAProxyOfItsClass() throws SQLException {
        HikariDataSource pool = context.getBean("orders", HikariDataSource.class);
        assertThat(AopUtils.isCglibProxy(pool)).isTrue();
        assertThat(AopUtils.getTargetClass(pool)).isSameAs(HikariDataSource.class);
        Object target = AopProxyUtils.getSingletonTarget(pool);
        assertThat(target).isExactlyInstanceOf(HikariDataSource.class);
        assertThat(pool.unwrap(HikariDataSource.class)).as("guarded, too").isSameAs(pool);
        assertThat(pool.isWrapperFor(HikariDataSource.class)).isTrue();
        pool.setMaximumPoolSize(3);
        assertThat(((HikariDataSource) target).getMaximumPoolSize()).isEqualTo(3);
        pool.getConnection().close();
        assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isPositive();
        context.close();
        assertThat(((HikariDataSource) target).isClosed()).isTrue();
    }

    @Test
    void shouldGuardAPoolOfAFinalClassByItsInterfaces() throws SQLException {
        DataSource stock = context.getBean("stock", DataSource.class);
        assertThat(AopUtils.isJdkDynamicProxy(stock)).isTrue();
        assertThat(stock.getLoginTimeout()).isEqualTo(7);
        assertThatThrownBy(stock::getConnection).hasMessage("no connection");
        assertThatThrownBy(() -> stock.getConnection("user", "password"))
                .isInstanceOf(SqlCallNotPermittedException.class);
        assertThat(registry.get("stock")).isOpen().hasFailures(1);
    }

    @Test
    void shouldLeaveOutWhatLeadsToOtherDataSources() throws SQLException {
        new JdbcTemplate(context.getBean("lazyOrders", DataSource.class)).queryForObject("select 42", Integer.class);
        new JdbcTemplate(context.getBean("routed", DataSource.class)).queryForObject("select 42", Integer.class);
        assertThat(registry.get("orders")).hasSuccesses(2);
        assertThat(context.getBean("byHand")).isExactlyInstanceOf(CircuitBreakerDataSource.class);
        new JdbcTemplate(context.getBean("scoped", DataSource.class)).queryForObject("select 42", Integer.class);
        assertThat(registry.snapshots()).containsOnlyKeys("orders", "stock", "scoped");
        assertThat(registry.get("scoped")).hasSuccesses(1);
        assertThat(context.getBean(ScopedProxyUtils.getTargetBeanName("scoped")))
                .isExactlyInstanceOf(HikariDataSource.class);
    }
}
