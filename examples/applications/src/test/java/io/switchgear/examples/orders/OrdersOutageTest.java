// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.jdbc.CircuitBreakerDataSource;
import io.switchgear.jdbc.SqlCallNotPermittedException;
import io.switchgear.jdbc.SqlClassifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.servers.PostgresServer;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One application, never restarted, over a real PostgreSQL that goes down and comes back. */
class OrdersOutageTest {
    private static final CircuitBreaker BREAKER = CircuitBreaker.of(
            "orders",
            c -> c.classify(SqlClassifier.defaults())
                    .tripWhen(TripRule.consecutiveFailures(2))
                    .openFor(Backoff.fixed(Duration.ofMillis(300))));

    private static PostgresServer postgres;
    private static HikariDataSource pool;
    private static Orders orders;

    @BeforeAll
    static void start() throws Exception {
        postgres = PostgresServer.start();
        pool = OrdersPool.of(postgres.url(), PostgresServer.USER, Duration.ofSeconds(1));
        orders = new Orders(CircuitBreakerDataSource.of(pool, BREAKER));
        orders.createTables();
    }

    @AfterAll
    static void stop() throws Exception {
        pool.close();
        postgres.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailAtOnceWhileTheServerIsDownAndGoOnWhenItIsBack(Fault fault) throws Exception {
        Order before = order(fault + " before");
        assertThat(orders.place(before)).isEqualTo(Placement.PLACED);

        fault.begin();

        waiting().until(() -> catchThrowable(() -> orders.find("any")) instanceof SqlCallNotPermittedException);
        assertThat(BREAKER.snapshot().lastTrip().orElseThrow().reason()).contains("2 failures in a row");

        fault.end();

        Order after = order(fault + " after");
        waiting().ignoreExceptionsInstanceOf(SQLException.class).until(() -> {
            orders.place(after);
            return BREAKER.state() == State.CLOSED;
        });
        assertThat(orders.find(before.number())).contains(before);
        assertThat(orders.find(after.number())).contains(after);
        assertThat(orders.place(before)).isEqualTo(Placement.NUMBER_TAKEN);
    }

    private static Order order(String number) {
        return new Order(number, "Ada", List.of(new Order.Line("tea", 1)));
    }

    private static ConditionFactory waiting() {
        return await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30));
    }

    private enum Fault {
        HANGING {
            @Override
            void begin() throws IOException {
                postgres.freeze();
            }

            @Override
            void end() throws IOException {
                postgres.thaw();
            }
        },
        KILLED {
            @Override
            void begin() throws IOException {
                postgres.kill();
            }

            @Override
            void end() throws IOException {
                postgres.startAgain();
            }
        };

        abstract void begin() throws IOException;

        abstract void end() throws IOException;
    }
}
