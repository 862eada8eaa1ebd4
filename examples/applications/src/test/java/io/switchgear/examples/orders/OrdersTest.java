// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.jdbc.CircuitBreakerDataSource;
import io.switchgear.jdbc.SqlCallNotPermittedException;
import io.switchgear.jdbc.SqlClassifier;
import io.switchgear.trip.TripRule;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same repository over a pool and over the drop-in around one, on H2. */
class OrdersTest {
    private enum Database {
        PLAIN,
        DROP_IN
    }

    private static final Order TEA =
            new Order("2026-1", "Ada", List.of(new Order.Line("tea", 2), new Order.Line("pot", 1)));

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "orders", c -> c.classify(SqlClassifier.defaults()).tripWhen(TripRule.failureCount(1)));
    private final HikariDataSource pool = pool();

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindWhatWasPlaced(Database database) throws Exception {
        Orders orders = orders(database);

        assertThat(orders.place(TEA)).isEqualTo(Placement.PLACED);

        assertThat(orders.find("2026-1")).contains(TEA);
        assertThat(orders.find("2026-2")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeADuplicateForAnAnswerAndNotForAnOutage(Database database) throws Exception {
        Orders orders = orders(database);
        orders.place(TEA);
        Order other = new Order("2026-1", "Grace", List.of(new Order.Line("coffee", 1)));

        for (int i = 0; i < 10; i++) {
            assertThat(orders.place(other)).isEqualTo(Placement.NUMBER_TAKEN);
        }
        assertThat(orders.find("2026-1")).contains(TEA);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldPlaceAllOfAnOrderOrNothing(Database database) throws Exception {
        Orders orders = orders(database);
        Order wrong = new Order("2026-3", "Ada", List.of(new Order.Line("tea", 1), new Order.Line("pot", 0)));

        assertThatThrownBy(() -> orders.place(wrong)).isInstanceOf(SQLException.class);

        assertThat(orders.place(new Order("2026-3", "Ada", TEA.lines())))
                .as("the number is free still")
                .isEqualTo(Placement.PLACED);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeRejectedAtOnceWhileOpenIfTheDatabaseIsTheDropIn(Database database) throws Exception {
        Orders orders = orders(database);
        breaker.forceOpen("the database is being moved");

        Throwable placing = catchThrowable(() -> orders.place(TEA));
        Throwable finding = catchThrowable(() -> orders.find("2026-1"));

        if (database == Database.DROP_IN) {
            assertThat(List.of(placing, finding))
                    .hasOnlyElementsOfType(SqlCallNotPermittedException.class)
                    .hasOnlyElementsOfType(SQLTransientConnectionException.class);
            breaker.release("it is there");
            assertThat(orders.find("2026-1")).isEmpty();
        } else {
            assertThat(placing).isNull();
            assertThat(finding).isNull();
        }
    }

    @Test
    void shouldRefuseAnOrderWithoutLines() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Order("2026-5", "Ada", List.of()))
                .withMessageContaining("order 2026-5 has no lines");
    }

    private Orders orders(Database database) throws SQLException {
        Orders orders = new Orders(database == Database.PLAIN ? pool : CircuitBreakerDataSource.of(pool, breaker));
        orders.createTables();
        return orders;
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:");
        config.setMaximumPoolSize(1); // each connection is a database of its own
        return new HikariDataSource(config);
    }
}
