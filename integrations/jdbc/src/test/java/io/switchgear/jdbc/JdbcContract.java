package io.switchgear.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.outcome.Rejection;
import io.switchgear.testkit.IntegrationContract;
import io.switchgear.testkit.SwitchgearAssertions;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What all ways to a database have in common. */
abstract class JdbcContract extends IntegrationContract {
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
