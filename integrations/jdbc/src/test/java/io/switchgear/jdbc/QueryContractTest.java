// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.ScriptedOperation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Optional;
import org.h2.tools.SimpleResultSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/** The contract of a query that is read to its end: a statement and its result are one call. */
@Tag("C2")
@Tag("C14")
@Tag("C90")
class QueryContractTest extends JdbcContract {
    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        Connection connection = GuardedObject.of(
                Connection.class, ScriptedDatabase.executingBy(behind), new Session(new GuardedCalls(breaker)));
        return Guarded.blocking(() -> {
            ResultSet rows = connection.createStatement().executeQuery("select * from orders");
            assertThat(rows.next()).isFalse();
            return rows;
        });
    }

    @Override
    protected Object good() {
        return new SimpleResultSet();
    }

    @Override
    protected void checkResult(Object behind, @Nullable Object got) {
        assertThat(got).isInstanceOfSatisfying(ResultSet.class, rows -> {
            assertThat(rows).isNotSameAs(behind);
            assertThat(rows).hasToString(behind + ", guarded by circuit breaker guarding");
        });
    }

    /** A result that breaks off. */
    @Override
    protected Optional<Guarded> failingAtItsEnd(CircuitBreaker breaker) {
        FakeDriver driver = new FakeDriver();
        return Optional.of(Guarded.blocking(() -> {
            try (Connection connection = connection(driver, breaker);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select * from orders")) {
                assertThat(rows.next()).isTrue();
                driver.throwing("next", (Exception) failures().get(0));
                return rows.next();
            } finally {
                driver.well("next");
            }
        }));
    }

    /** A reader that closes its own result while it reads. */
    @Override
    protected Optional<Guarded> failingByItself(CircuitBreaker breaker) {
        FakeDriver driver = new FakeDriver();
        return Optional.of(Guarded.blocking(() -> {
            ResultSet rows = connection(driver, breaker).createStatement().executeQuery("select * from orders");
            driver.on("next", () -> {
                rows.close();
                throw (Exception) failures().get(0);
            });
            return rows.next();
        }));
    }
}
