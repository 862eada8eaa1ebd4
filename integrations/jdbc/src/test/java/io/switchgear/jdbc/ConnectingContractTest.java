// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.testkit.Guarded;
import io.switchgear.testkit.ScriptedOperation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract of getting a connection, where that alone counts. */
@Tag("C2")
@Tag("C90")
class ConnectingContractTest extends JdbcContract {
    private final List<Connection> connections = new ArrayList<>();

    @Override
    protected CircuitBreakerConfigBuilder configure(CircuitBreakerConfigBuilder config) {
        return config.classify(SqlClassifier.defaults().countingConnections());
    }

    @Override
    protected Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        DataSource database = CircuitBreakerDataSource.of(ScriptedDatabase.connectingBy(behind), breaker);
        return Guarded.blocking(database::getConnection);
    }

    @Override
    protected Object good() {
        try {
            connections.add(DriverManager.getConnection("jdbc:h2:mem:"));
        } catch (SQLException impossible) {
            throw new AssertionError(impossible);
        }
        return connections.get(connections.size() - 1);
    }

    @Override
    protected void checkResult(Object behind, @Nullable Object got) {
        assertThat(got).isInstanceOfSatisfying(Connection.class, connection -> {
            assertThat(connection).isNotSameAs(behind);
            assertThat(unwrapped(connection)).isSameAs(behind);
        });
    }

    private static Connection unwrapped(Connection connection) {
        try {
            return connection.unwrap(JdbcConnection.class);
        } catch (SQLException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @AfterEach
    void closeConnections() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
