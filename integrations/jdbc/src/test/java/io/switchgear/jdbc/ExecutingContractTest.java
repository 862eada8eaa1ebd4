// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.ScriptedOperation;
import java.sql.Connection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/** The contract of executing a statement. */
@Tag("C2")
@Tag("C90")
class ExecutingContractTest extends JdbcContract {
    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        Connection connection = GuardedObject.of(
                Connection.class, ScriptedDatabase.executingBy(behind), new Session(new GuardedCalls(breaker)));
        return Guarded.blocking(() -> connection.createStatement().executeUpdate("update orders set paid = true"));
    }

    @Override
    protected Object good() {
        return 7;
    }

    @Override
    protected void checkResult(Object behind, @Nullable Object got) {
        assertThat(got).isEqualTo(behind);
    }

    /** A transaction whose statements are well and whose commit breaks. */
    @Override
    protected Optional<Guarded> failingAtItsEnd(CircuitBreaker breaker) {
        FakeDriver driver =
                new FakeDriver().throwing("commit", (Exception) failures().get(0));
        return Optional.of(Guarded.blocking(() -> {
            try (Connection connection = connection(driver, breaker)) {
                connection.setAutoCommit(false);
                connection.createStatement().executeUpdate("update orders set paid = true");
                connection.commit();
                return good();
            }
        }));
    }

    /** A caller that closes its own connection while a statement runs. */
    @Override
    protected Optional<Guarded> failingByItself(CircuitBreaker breaker) {
        FakeDriver driver = new FakeDriver();
        return Optional.of(Guarded.blocking(() -> {
            Connection connection = connection(driver, breaker);
            driver.on("executeUpdate", () -> {
                connection.close();
                throw (Exception) failures().get(0);
            });
            return connection.createStatement().executeUpdate("update orders set paid = true");
        }));
    }
}
