// SPDX-License-Identifier: Apache-2.0
package io.switchgear.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.jdbc.CircuitBreakerDataSource;
import io.switchgear.jdbc.SqlCallNotPermittedException;
import io.switchgear.jdbc.SqlClassifier;
import io.switchgear.testkit.SwitchgearAssertions;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** jOOQ over a guarded data source. */
class JooqTest {
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    // region wiring
    DSLContext jooq(DataSource pool) {
        CircuitBreaker orders = registry.register(
                "orders",
                CircuitBreakerConfig.builder()
                        .classify(SqlClassifier.defaults())
                        .build());
        return DSL.using(CircuitBreakerDataSource.of(pool, orders), SQLDialect.H2);
    }
    // endregion

    // region rejected
    String nameOr(String fallback, DSLContext jooq) {
        try {
            return jooq.fetchSingle("select name from item where id = 1").into(String.class);
        } catch (DataAccessException failed) {
            if (failed.getCause(SqlCallNotPermittedException.class) == null) {
                throw failed;
            }
            return fallback;
        }
    }
    // endregion

    @Test
    void shouldFailFastWhileTheDatabaseIsDown() throws SQLException {
        LocalDatabase database = new LocalDatabase("jooq");
        DSLContext jooq = jooq(database);
        assertThat(nameOr("unknown", jooq)).isEqualTo("lamp");
        database.goDown();
        Outage.untilRejected(() -> jooq.fetch("select name from item"));
        assertThat(nameOr("unknown", jooq)).isEqualTo("unknown");
        SwitchgearAssertions.assertThat(registry.find("orders").orElseThrow())
                .isOpen()
                .hasNothingInFlight();
    }

    @Test
    void shouldTakeAMistakeInTheSqlForAnAnswer() throws SQLException {
        DSLContext jooq = jooq(new LocalDatabase("jooq"));
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> jooq.fetch("select nonsense from item")).isInstanceOf(DataAccessException.class);
        }
        SwitchgearAssertions.assertThat(registry.find("orders").orElseThrow()).isClosed();
    }
}
