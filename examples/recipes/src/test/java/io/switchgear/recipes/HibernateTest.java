package io.switchgear.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.jdbc.CircuitBreakerDataSource;
import io.switchgear.jdbc.SqlClassifier;
import io.switchgear.testkit.SwitchgearAssertions;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
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
    SessionFactory sessions(DataSource pool) {
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
        return hibernate.buildSessionFactory();
    }
    // endregion

    private static String name(SessionFactory sessions) {
        return sessions.fromTransaction(session -> session.find(Item.class, 1).name);
    }

    @Test
    void shouldFailFastWhileTheDatabaseIsDown() throws SQLException {
        LocalDatabase database = new LocalDatabase("hibernate");
        try (SessionFactory sessions = sessions(database)) {
            assertThat(name(sessions)).isEqualTo("lamp");
            database.goDown();
            Outage.untilRejected(() -> name(sessions));
            SwitchgearAssertions.assertThat(registry.find("orders").orElseThrow())
                    .isOpen()
                    .hasNothingInFlight();
        }
    }

    @Test
    void shouldStartWhileTheDatabaseIsDown() throws SQLException {
        LocalDatabase database = new LocalDatabase("hibernate");
        database.goDown();
        try (SessionFactory sessions = sessions(database)) {
            Outage.untilRejected(() -> name(sessions));
        }
    }
}
