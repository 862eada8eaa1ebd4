// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.SchemaToolingSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hibernate's sessions and transactions, unchanged, on a real PostgreSQL. */
@Tag("C14")
class HibernateTest {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration RAMP = Duration.ofSeconds(100);

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "orders",
            c -> c.classify(SqlClassifier.defaults())
                    .ticker(ticker)
                    .tripWhen(TripRule.consecutiveFailures(2))
                    .openFor(Backoff.fixed(WAIT))
                    .halfOpen(HalfOpen.probes(1))
                    .ramp(Ramp.over(RAMP))));
    private SessionFactory sessions;
    private long successes;

    @Entity(name = "paid_order")
    static class Order {
        @Id
        int id;

        boolean paid;

        Order() {}

        Order(int id) {
            this.id = id;
        }
    }

    @BeforeEach
    void connect() {
        DataSource orders = CircuitBreakerDataSource.of(POSTGRES.database(), breaker);
        Configuration configuration = new Configuration().addAnnotatedClass(Order.class);
        configuration.getProperties().put(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, orders);
        configuration.setProperty(SchemaToolingSettings.HBM2DDL_AUTO, "create");
        sessions = configuration.buildSessionFactory();
        successes = breaker.snapshot().totals().successes();
    }

    @AfterEach
    void disconnect() {
        sessions.close();
    }

    /** Statements that are asked for at once, and those that wait for the commit. */
    private void pay(int id, Consumer<Session> beforeItsEnd) {
        sessions.inTransaction(session -> {
            Order order = new Order(id);
            session.persist(order);
            session.flush();
            assertThat(orders(session)).isPositive();
            order.paid = true;
            beforeItsEnd.accept(session);
        });
    }

    private static long orders(Session session) {
        return session.createSelectionQuery("select count(*) from paid_order", Long.class)
                .getSingleResult();
    }

    /** As an administrator does, who comes around the breaker. */
    private static void terminate(Session session) {
        int pid = session.createNativeQuery("select pg_backend_pid()", Integer.class)
                .getSingleResult();
        try {
            POSTGRES.terminate(pid);
        } catch (SQLException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void shouldCountATransactionOnce() {
        pay(1, session -> assertThat(breaker).hasInFlight(1).hasSuccesses(successes));
        assertThat(breaker)
                .isClosed()
                .hasSuccesses(successes + 1)
                .hasFailures(0)
                .hasNothingInFlight();
    }

    @Test
    void shouldTakeARollbackOfTheApplicationsOwnForHealthy() {
        for (int id = 1; id <= 5; id++) {
            int next = id;
            assertThat(catchThrowable(() -> pay(next, session -> {
                        throw new IllegalStateException("not on a Sunday");
                    })))
                    .hasMessage("not on a Sunday");
        }
        assertThat(breaker).isClosed().hasSuccesses(successes + 5).hasFailures(0);
        assertThat(sessions.fromTransaction(HibernateTest::orders)).isZero();
    }

    @Test
    void shouldTakeAnOrderThatIsThereForHealthy() {
        pay(1, session -> {});
        assertThat(catchThrowable(() -> pay(1, session -> {})))
                .isInstanceOf(org.hibernate.exception.ConstraintViolationException.class);
        assertThat(breaker).isClosed().hasSuccesses(successes + 2).hasFailures(0);
    }

    @Test
    void shouldOpenWhenEveryTransactionBreaksAtItsEnd() {
        for (int id = 1; id <= 2; id++) {
            int next = id;
            assertThat(catchThrowable(() -> pay(next, HibernateTest::terminate)))
                    .isNotNull();
        }
        assertThat(breaker).isOpen().hasSuccesses(successes).hasFailures(2);
        assertThat(catchThrowable(() -> pay(3, session -> {}))).hasRootCauseInstanceOf(CallNotPermittedException.class);
    }

    @Test
    void shouldLetEachTransactionInARampThroughAsAWholeOrNotAtAll() {
        breaker.open(WAIT, "to come back by a ramp");
        ticker.advance(WAIT);
        pay(1, session -> {});
        assertThat(breaker).as("its probe").isHalfOpen().hasSuccesses(successes + 1);
        ticker.advance(RAMP.dividedBy(2));
        int committed = 1;
        int tried = 1;
        while (committed < 21) {
            int id = ++tried;
            Throwable thrown = catchThrowable(() -> pay(id, session -> {}));
            committed += thrown == null ? 1 : 0;
        }
        assertThat(breaker)
                .isHalfOpen()
                .hasSuccesses(successes + committed)
                .hasRejected(tried - committed)
                .hasFailures(0);
        ticker.advance(RAMP);
        assertThat(sessions.fromTransaction(HibernateTest::orders)).isEqualTo(committed);
    }
}
