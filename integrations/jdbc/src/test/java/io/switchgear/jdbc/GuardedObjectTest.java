// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.NothingInFlight;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.engine.CastDataProvider;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcPreparedStatement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a connection and its offspring are to those who use them. */
class GuardedObjectTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker =
            nothingInFlight.watch(CircuitBreaker.of("orders", c -> c.classify(SqlClassifier.defaults())));
    private Connection real;
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        real = DriverManager.getConnection("jdbc:h2:mem:");
        connection = GuardedObject.of(Connection.class, real, new Session(new GuardedCalls(breaker)));
    }

    @AfterEach
    void disconnect() throws SQLException {
        real.close();
    }

    @Test
    void shouldLeadBackToItself() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1")) {
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(statement.getResultSet()).isEqualTo(rows).hasSameHashCodeAs(rows);
            assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
        }
        try (ResultSet tables = connection.getMetaData().getTables(null, null, null, null)) {
            Statement behind = tables.getStatement();
            assertThat(behind == null || behind.getConnection() == connection).isTrue();
        }
    }

    /** As without a pool around it: the driver gives its own connection, or one that it made for itself. */
    @Test
    void shouldLeadBackToItselfAlsoWhereTheDriverLeadsElsewhere() throws SQLException {
        try (Statement elsewhere = real.createStatement()) {
            Connection driver = (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, args) -> elsewhere);
            Connection guarded = GuardedObject.of(Connection.class, driver, new Session(new GuardedCalls(breaker)));
            assertThat(guarded.createStatement().getConnection()).isSameAs(guarded);
            assertThat((Connection) guarded.unwrap(driver.getClass())).isSameAs(driver);
        }
    }

    @Test
    void shouldBeWhateverTheRealOneIs() throws SQLException {
        assertThat(connection).isInstanceOf(CastDataProvider.class);
        assertThat(connection.prepareCall("call 1")).isInstanceOf(CallableStatement.class);
        assertThat(connection.prepareStatement("select 1"))
                .isInstanceOf(PreparedStatement.class)
                .isNotInstanceOf(CallableStatement.class);
        assertThat(connection.createStatement()).isNotInstanceOf(PreparedStatement.class);
    }

    @Test
    void shouldUnwrap() throws SQLException {
        assertThat(connection.unwrap(JdbcConnection.class)).isSameAs(real);
        assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
        assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
        assertThat(connection.isWrapperFor(Connection.class)).isTrue();
        assertThat(connection.isWrapperFor(JdbcPreparedStatement.class)).isFalse();
        PreparedStatement statement = connection.prepareStatement("select 1");
        assertThat(statement.unwrap(JdbcPreparedStatement.class)).isNotNull();
        Throwable ours = catchThrowable(() -> connection.unwrap(Set.class));
        Throwable theirs = catchThrowable(() -> real.unwrap(Set.class));
        assertThat(ours).hasSameClassAs(theirs).hasMessage(theirs.getMessage());
    }

    @Test
    void shouldBeEqualToItselfOnlyAndSayWhatItIs() {
        Connection again = GuardedObject.of(Connection.class, real, new Session(new GuardedCalls(breaker)));
        assertThat(connection).isEqualTo(again).hasSameHashCodeAs(again).isNotEqualTo(real);
        assertThat(real).isNotEqualTo(connection);
        assertThat(connection.equals(null)).isFalse();
        assertThat(Set.of(connection)).contains(again);
        assertThat(connection).hasToString(real + ", guarded by circuit breaker orders");
    }

    @Test
    void shouldThrowWhatTheDriverThrows() throws SQLException {
        Throwable thrown = catchThrowable(() -> connection.prepareStatement("selekt"));
        assertThat(thrown).isInstanceOf(SQLException.class).hasMessageContaining("selekt");
        assertThat(thrown.getClass().getName()).startsWith("org.h2.jdbc");
        assertThat(breaker).hasSuccesses(1).hasFailures(0);
    }

    @Test
    void shouldEndAndPutInOrderWhateverTheState() throws SQLException {
        Statement statement = connection.createStatement();
        connection.setAutoCommit(false);
        ResultSet rows = statement.executeQuery("select * from system_range(1, 3)");
        PreparedStatement prepared = connection.prepareStatement("select 1");
        breaker.forceOpen("closing time");
        assertThat(rows.next() && rows.next() && rows.getInt(1) == 2).isTrue();
        rows.close();
        assertThat(statement.getMoreResults()).isFalse();
        statement.cancel();
        statement.clearWarnings();
        statement.close();
        prepared.close();
        assertThat(connection.isValid(1)).isTrue();
        connection.rollback();
        connection.commit();
        connection.setReadOnly(true);
        connection.setAutoCommit(true);
        connection.clearWarnings();
        connection.abort(Runnable::run);
        connection.close();
        assertThat(connection.isClosed()).isTrue();
        assertThat(breaker).hasRejected(0);
    }

    @Test
    void shouldRejectWhatIsNewWithoutAskingTheDatabase() throws SQLException {
        Statement statement = connection.createStatement(ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_UPDATABLE);
        statement.execute("create table orders (id int primary key)");
        statement.execute("insert into orders values (1)");
        PreparedStatement insert = connection.prepareStatement("insert into orders values (2)");
        insert.addBatch();
        DatabaseMetaData metadata = connection.getMetaData();
        ResultSet rows = statement.executeQuery("select * from orders");
        assertThat(rows.next()).isTrue();
        breaker.forceOpen("maintenance");
        assertRejected(() -> statement.execute("insert into orders values (2)"));
        assertRejected(() -> statement.executeQuery("select 1"));
        assertRejected(() -> statement.executeLargeUpdate("delete from orders"));
        assertRejected(insert::executeUpdate);
        assertRejected(insert::executeBatch);
        assertRejected(rows::deleteRow);
        assertRejected(() -> connection.prepareStatement("select 1"));
        assertRejected(() -> connection.prepareCall("call 1"));
        assertRejected(connection::setSavepoint);
        assertRejected(() -> metadata.getTables(null, null, null, null));
        assertThat(breaker).hasRejected(10);
        rows.close();
        try (Statement check = real.createStatement();
                ResultSet left = check.executeQuery("select id from orders")) {
            assertThat(left.next() && left.getInt(1) == 1 && !left.next()).isTrue();
        }
    }

    @Test
    void shouldCountACommitThatBreaksButOnlyWhileClosed() throws SQLException {
        SQLException lost = new SQLException("the server closed the connection", "08006");
        Connection driver = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, args) -> {
                    throw lost;
                });
        Connection guarded = GuardedObject.of(Connection.class, driver, new Session(new GuardedCalls(breaker)));
        assertThat(catchThrowable(guarded::commit)).isSameAs(lost);
        assertThat(breaker).hasAdmitted(1).hasFailures(1);
        breaker.forceOpen("now it does not matter");
        assertThat(catchThrowable(guarded::commit)).isSameAs(lost);
        assertThat(breaker).hasAdmitted(1).hasFailures(1).hasRejected(0);
    }

    private static void assertRejected(ThrowingCallable call) {
        assertThat(catchThrowable(call)).isInstanceOf(SqlCallNotPermittedException.class);
    }
}
