package io.switchgear.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.ScriptedOperation;
import java.sql.Connection;
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
}
