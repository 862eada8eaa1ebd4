// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.outcome.Rejection;
import io.switchgear.testkit.IntegrationContract;
import io.switchgear.testkit.SwitchgearAssertions;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What all ways to a database have in common. */
abstract class JdbcContract extends IntegrationContract {
    /** A guarded connection, got without asking the breaker. */
    static Connection connection(FakeDriver driver, CircuitBreaker breaker) throws SQLException {
        return GuardedObject.of(
                Connection.class, driver.dataSource().getConnection(), new Session(new GuardedCalls(breaker)));
    }

    @Override
    protected CircuitBreakerConfigBuilder configure(CircuitBreakerConfigBuilder config) {
        return config.classify(SqlClassifier.defaults());
    }

    @Override
    protected List<Throwable> failures() {
        return List.of(
                new SQLException("an I/O error occurred while sending to the backend", "08006"),
                new SQLException("terminating connection due to administrator command", "57P01"),
                new SQLTimeoutException("the statement took too long"),
                new SQLTransientConnectionException("no free connection"),
                new IllegalStateException("a broken driver"));
    }

    @Override
    protected List<Throwable> ignored() {
        return List.of(
                new SQLException("interrupted", new InterruptedException()),
                new SQLException("nobody knows"),
                new CancellationException("not wanted any more"));
    }

    /** Pools tell of an interrupt by an exception of their own; drivers too, of a socket that closes with a virtual thread. */
    @Override
    protected List<Throwable> interrupts() {
        return List.of(
                new InterruptedException("while waiting for a free connection"),
                new SQLException("Interrupted during connection acquisition", new InterruptedException()),
                new SQLException("an I/O error occurred", "08006", new SocketException("Closed by interrupt")),
                new SQLException("an I/O error occurred", "08006", new ClosedByInterruptException()));
    }

    @Override
    protected void checkRejection(@Nullable Throwable got) {
        assertThat(got)
                .as("what a pool without a free connection throws")
                .isInstanceOf(SQLTransientConnectionException.class);
        assertThat(got).as("what no breaker further out counts").isInstanceOf(Rejection.class);
        assertThat(got).isInstanceOfSatisfying(SqlCallNotPermittedException.class, rejected -> {
            SwitchgearAssertions.assertThat(rejected.rejection()).isBy("guarding");
            assertThat(rejected.getMessage()).isEqualTo(rejected.rejection().getMessage());
            assertThat(rejected.getCause()).isSameAs(rejected.rejection());
        });
    }
}
