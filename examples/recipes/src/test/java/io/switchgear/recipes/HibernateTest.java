// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recipes;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.jdbc.CircuitBreakerDataSource;
import io.switchgear.jdbc.SqlClassifier;
import io.switchgear.testkit.SwitchgearAssertions;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.Test;

/** Hibernate over a guarded data source. */
class HibernateTest {
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    @Entity(name = "item")
    static class Item {
        @Id
        int id;

        String name;
    }

    // region wiring
    Configuration over(DataSource pool) {
        CircuitBreaker orders = registry.register(
                "orders",
                CircuitBreakerConfig.builder()
                        .classify(SqlClassifier.defaults())
                        .build());
        Configuration hibernate = new Configuration()
                .addAnnotatedClass(Item.class)
                .setProperty("hibernate.boot.allow_jdbc_metadata_access", "false") // starts while the database is down
                .setProperty("hibernate.dialect", "org.hibernate.dialect.H2Dialect");
        hibernate.getProperties().put("hibernate.connection.datasource", CircuitBreakerDataSource.of(pool, orders));
        return hibernate;
    }
    // endregion

    // region auto-commit
    SessionFactory late(HikariDataSource pool) {
        pool.setAutoCommit(false);
        return over(pool)
                .setProperty("hibernate.connection.provider_disables_autocommit", "true")
                .buildSessionFactory();
    }
    // endregion

    private static String name(SessionFactory sessions) {
        return sessions.fromTransaction(session -> session.find(Item.class, 1).name);
    }

    @Test
    void shouldFailFastWhileTheDatabaseIsDown() throws SQLException {
        LocalDatabase database = new LocalDatabase("hibernate");
        try (SessionFactory sessions = over(database).buildSessionFactory()) {
            assertThat(name(sessions)).isEqualTo("lamp");
            database.goDown();
            Outage.untilRejected(() -> name(sessions));
            SwitchgearAssertions.assertThat(registry.find("orders").orElseThrow())
                    .isOpen()
                    .hasNothingInFlight();
        }
    }

    private static HikariDataSource pool() throws SQLException {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(new LocalDatabase("hibernate"));
        return pool;
    }

    private CircuitBreaker orders() {
        return registry.find("orders").orElseThrow();
    }

    private static void twoQueries(SessionFactory sessions) {
        sessions.inTransaction(session -> {
            session.find(Item.class, 1);
            session.find(Item.class, 2);
        });
    }

    @Test
    void shouldCountATransactionOnceAndAskForItsConnectionAtItsBegin() throws SQLException {
        try (HikariDataSource pool = pool();
                SessionFactory sessions = over(pool).buildSessionFactory()) {
            twoQueries(sessions);
            SwitchgearAssertions.assertThat(orders()).hasSuccesses(1);
            orders().forceOpen("maintenance");
            assertRejected(() -> sessions.inTransaction(session -> {}));
        }
    }

    @Test
    void shouldAskForTheConnectionWithTheFirstStatementWhereThePoolSwitchesAutoCommitOff() throws SQLException {
        try (HikariDataSource pool = pool();
                SessionFactory sessions = late(pool)) {
            twoQueries(sessions);
            SwitchgearAssertions.assertThat(orders()).hasSuccesses(1);
            orders().forceOpen("maintenance");
            sessions.inTransaction(session -> {});
            SwitchgearAssertions.assertThat(orders()).hasRejected(0);
            assertRejected(() -> name(sessions));
        }
    }

    /** The trap: nothing begins a transaction, so each statement is a call, and is committed, by itself. */
    @Test
    void shouldCountEachStatementWhereOnlyHibernateBelievesThatAutoCommitIsOff() throws SQLException {
        try (HikariDataSource pool = pool();
                SessionFactory sessions = over(pool)
                        .setProperty("hibernate.connection.provider_disables_autocommit", "true")
                        .buildSessionFactory()) {
            twoQueries(sessions);
            SwitchgearAssertions.assertThat(orders()).hasSuccesses(2);
        }
    }

    @Test
    void shouldCountEachQueryOutsideOfATransaction() throws SQLException {
        try (HikariDataSource pool = pool();
                SessionFactory sessions = over(pool).buildSessionFactory()) {
            sessions.inSession(session -> {
                session.find(Item.class, 1);
                session.find(Item.class, 2);
            });
            SwitchgearAssertions.assertThat(orders()).hasSuccesses(2);
        }
    }

    @Test
    void shouldLeaveTheIsolationToThePool() throws SQLException {
        try (HikariDataSource pool = pool()) {
            try (SessionFactory sessions = over(pool)
                    .setProperty("hibernate.connection.isolation", "SERIALIZABLE")
                    .buildSessionFactory()) {
                assertThat(isolation(sessions)).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            }
        }
        registry.remove("orders");
        try (HikariDataSource pool = pool()) {
            pool.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
            try (SessionFactory sessions = over(pool).buildSessionFactory()) {
                assertThat(isolation(sessions)).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
            }
        }
    }

    private static int isolation(SessionFactory sessions) {
        return sessions.fromTransaction(session -> session.doReturningWork(Connection::getTransactionIsolation));
    }

    @Test
    void shouldStartWhileTheDatabaseIsDown() throws SQLException {
        LocalDatabase database = new LocalDatabase("hibernate");
        database.goDown();
        try (SessionFactory sessions = over(database).buildSessionFactory()) {
            Outage.untilRejected(() -> name(sessions));
        }
    }
}
