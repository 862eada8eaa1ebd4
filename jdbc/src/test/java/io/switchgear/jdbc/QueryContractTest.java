package io.switchgear.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.ScriptedOperation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.tools.SimpleResultSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/** The contract of a query whose statement was prepared long ago. */
@Tag("C2")
@Tag("C90")
class QueryContractTest extends JdbcContract {
    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws SQLException {
        PreparedStatement statement = ScriptedDatabase.executingBy(behind).prepareStatement("select 1");
        PreparedStatement guarded =
                (PreparedStatement) GuardedObject.of(Statement.class, statement, new GuardedCalls(breaker));
        return Guarded.blocking(guarded::executeQuery);
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
}
