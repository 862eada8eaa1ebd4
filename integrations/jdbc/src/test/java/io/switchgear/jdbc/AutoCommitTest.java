// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.NothingInFlight;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In auto-commit mode a statement with all its results is one call, which is counted at the end of the last. */
@Tag("C14")
class AutoCommitTest {
    private static final SQLException LOST = new SQLException("the server closed the connection", "08006");

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final FakeDriver driver = new FakeDriver();
    private final CircuitBreaker breaker =
            nothingInFlight.watch(CircuitBreaker.of("orders", c -> c.classify(SqlClassifier.defaults())));
    private Connection connection;
    private Statement statement;

    @BeforeEach
    void connect() throws SQLException {
        connection = CircuitBreakerDataSource.of(driver.dataSource(), breaker).getConnection();
        statement = connection.createStatement();
    }

    @AfterEach
    void disconnect() throws SQLException {
        driver.well("close");
        connection.close();
    }

    private ResultSet query() throws SQLException {
        ResultSet rows = statement.executeQuery("select");
        assertThat(rows.next()).isTrue();
        assertThat(breaker).hasInFlight(1).hasSuccesses(0);
        return rows;
    }

    @Test
    void shouldCountAnUpdateAtOnce() throws SQLException {
        statement.executeUpdate("update");
        statement.execute("update");
        statement.executeBatch();
        assertThat(breaker).hasSuccesses(3);
        try (ResultSet keys = statement.getGeneratedKeys()) {
            assertThat(keys.next()).isTrue();
        }
        assertThat(breaker).hasSuccesses(3).hasNothingInFlight();
    }

    @Test
    void shouldCountAQueryWhenItsRowsAreRead() throws SQLException {
        ResultSet rows = query();
        while (rows.next()) {
            rows.getString(1);
        }
        assertThat(breaker).hasSuccesses(1).hasNothingInFlight();
        rows.close();
        statement.close();
        assertThat(breaker).hasSuccesses(1);
    }

    @Test
    void shouldCountAQueryThatItsReaderEndsEarly() throws SQLException {
        query().close();
        assertThat(breaker).hasSuccesses(1).hasNothingInFlight();
    }

    @Test
    void shouldCountAQueryWhoseStatementIsClosed() throws SQLException {
        query();
        statement.close();
        assertThat(breaker).hasSuccesses(1).hasNothingInFlight();
    }

    @Test
    void shouldCountAQueryWhoseStatementIsExecutedAgain() throws SQLException {
        query();
        statement.executeUpdate("update");
        assertThat(breaker).hasSuccesses(2).hasNothingInFlight();
    }

    @Test
    void shouldCountQueriesWhoseConnectionIsClosed() throws SQLException {
        query();
        ResultSet others = connection.createStatement().executeQuery("select");
        assertThat(others.next()).isTrue();
        assertThat(breaker).hasInFlight(2);
        connection.close();
        assertThat(breaker).hasSuccesses(2).hasNothingInFlight();
    }

    @Test
    void shouldCountSeveralResultsAsOneCall() throws SQLException {
        boolean[] more = {true};
        driver.on("getMoreResults", () -> more[0]);
        assertThat(statement.execute("select")).isTrue();
        ResultSet first = statement.getResultSet();
        while (first.next()) {
            first.getString(1);
        }
        assertThat(statement.getMoreResults()).isTrue();
        assertThat(breaker).hasInFlight(1).hasSuccesses(0);
        more[0] = false;
        assertThat(statement.getMoreResults()).isFalse();
        assertThat(breaker).hasSuccesses(1).hasNothingInFlight();
    }

    @Test
    void shouldCountAFailureOfALaterResultAndNothingElse() throws SQLException {
        driver.throwing("getMoreResults", LOST);
        try (CallableStatement call = connection.prepareCall("call")) {
            assertThat(call.execute("update")).isFalse();
            assertThat(catchThrowable(call::getMoreResults)).isSameAs(LOST);
        }
        assertThat(breaker).hasSuccesses(0).hasFailures(1);
    }

    @Test
    void shouldEndWithAStatementThatClosesItselfOnCompletion() throws SQLException {
        statement.closeOnCompletion();
        assertThat(statement.execute("select")).isTrue();
        ResultSet rows = statement.getResultSet();
        driver.statementsAreClosed = true;
        rows.close();
        assertThat(breaker).hasSuccesses(1).hasNothingInFlight();
    }

    @Test
    void shouldCountMetadataWhenItIsRead() throws SQLException {
        ResultSet tables = connection.getMetaData().getTables(null, null, null, null);
        assertThat(breaker).hasInFlight(1);
        while (tables.next()) {
            tables.getString(1);
        }
        assertThat(breaker).hasSuccesses(1).hasNothingInFlight();
    }

    @Test
    void shouldFailWhenRowsBreakOffAndStayFailedWhenAllIsClosed() throws SQLException {
        ResultSet rows = query();
        driver.throwing("next", LOST);
        assertThat(catchThrowable(rows::next)).isSameAs(LOST);
        assertThat(catchThrowable(rows::next)).isSameAs(LOST);
        rows.close();
        assertThat(breaker).hasSuccesses(0).hasFailures(1);
    }

    @Test
    void shouldGoOnAfterAnAnswerAmongTheRows() throws SQLException {
        ResultSet rows = query();
        driver.throwing("getInt", new SQLException("not a number", "22018"));
        assertThat(catchThrowable(() -> rows.getInt(1))).isNotNull();
        assertThat(breaker).hasInFlight(1);
        rows.close();
        assertThat(breaker).hasSuccesses(1).hasFailures(0);
    }
}
