// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's transactions and templates, unchanged. */
@Tag("C14")
class SpringTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "orders",
            c -> c.classify(SqlClassifier.defaults())
                    .tripWhen(TripRule.consecutiveFailures(2))
                    .openFor(Backoff.fixed(Duration.ofMillis(1)))
                    .halfOpen(HalfOpen.probes(1))));

    private static TransactionTemplate serializable(DataSource database) {
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
        return transactions;
    }

    @Test
    void shouldOpenBeforeAServerThatAcceptsLogInsAndAnswersNothing() throws Exception {
        try (SilentPostgres silent = new SilentPostgres()) {
            DataSource orders = CircuitBreakerDataSource.of(silent.database(Duration.ofSeconds(1)), breaker);
            TransactionTemplate transactions = serializable(orders);
            for (int i = 0; i < 2; i++) {
                assertThat(catchThrowable(() -> transactions.execute(status -> 1)))
                        .isNotNull();
            }
            assertThat(breaker).hasFailures(2);
            assertThat(breaker.snapshot().consecutiveOpenings()).isEqualTo(1);
            probe(transactions);
            assertThat(breaker.snapshot().consecutiveOpenings())
                    .as("after its probe")
                    .isEqualTo(2);
        }
    }

    private void probe(TransactionTemplate transactions) {
        while (breaker.snapshot().consecutiveOpenings() < 2) {
            assertThat(catchThrowable(() -> transactions.execute(status -> 1))).isNotNull();
        }
    }

    @Test
    void shouldCountATransactionOnce() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:spring;DB_CLOSE_DELAY=-1");
        DataSource orders = CircuitBreakerDataSource.of(h2, breaker);
        JdbcTemplate jdbc = new JdbcTemplate(orders);
        jdbc.execute("create table orders (id int primary key, paid boolean)");
        assertThat(breaker).hasSuccesses(1);
        serializable(orders).executeWithoutResult(status -> {
            jdbc.update("insert into orders values (1, false)");
            jdbc.update("update orders set paid = true where id = 1");
            assertThat(jdbc.queryForList("select * from orders")).hasSize(1);
            assertThat(breaker).hasInFlight(1).hasSuccesses(1);
        });
        assertThat(breaker).hasSuccesses(2).hasNothingInFlight();
        assertThat(catchThrowable(() -> serializable(orders)
                        .executeWithoutResult(status -> jdbc.update("insert into orders values (1, false)"))))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(breaker).as("rolled back").hasSuccesses(3).hasFailures(0);
        assertThat(jdbc.queryForObject("select count(*) from orders", Integer.class))
                .isEqualTo(1);
        assertThat(breaker).hasSuccesses(4);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldOpenWhenEveryCommitBreaks() {
        FakeDriver driver = new FakeDriver().throwing("commit", new SQLException("connection lost", "08006"));
        DataSource orders = CircuitBreakerDataSource.of(driver.dataSource(), breaker);
        JdbcTemplate jdbc = new JdbcTemplate(orders);
        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowable(() -> serializable(orders)
                            .executeWithoutResult(status -> jdbc.execute("update orders set paid = true"))))
                    .isNotNull();
        }
        assertThat(breaker).hasFailures(2).hasSuccesses(0);
        assertThat(breaker.snapshot().consecutiveOpenings()).isEqualTo(1);
    }
}
