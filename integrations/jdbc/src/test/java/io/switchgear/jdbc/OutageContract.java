// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real server goes down and comes back, and an application that uses it through the breaker with it. */
abstract class OutageContract {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "orders",
            c -> c.classify(SqlClassifier.defaults())
                    .tripWhen(TripRule.consecutiveFailures(2))
                    .openFor(Backoff.fixed(Duration.ofMillis(300)))
                    .halfOpen(HalfOpen.probes(1))));
    private final List<AutoCloseable> toClose = new ArrayList<>();

    abstract DataSource database() throws SQLException;

    /** Statements on it may take 20 ms. */
    abstract DataSource databaseInHaste() throws SQLException;

    /** A statement that takes 10 s. */
    abstract String sleeping();

    abstract void kill() throws Exception;

    abstract void startAgain() throws Exception;

    abstract void freeze() throws Exception;

    abstract void thaw() throws Exception;

    /** Ends the connection of a statement, as an administrator does. */
    abstract void terminate(Statement statement) throws SQLException;

    /** The states of a statement whose connection was ended so. */
    abstract List<String> statesOfTerminated();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : toClose) {
            each.close();
        }
        // A pool that is closed does not wait for a thread of its own that is connecting.
        waiting().until(() -> breaker.snapshot().inFlight() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenWhenTheServerIsKilledAndCloseWhenItIsBack(Arrangement arrangement) throws Exception {
        DataSource orders = application(arrangement, database());
        assertThat(one(orders)).isEqualTo(1);
        kill();
        untilOpen(() -> one(orders));
        untilRejected(arrangement, orders);
        startAgain();
        untilBack(orders);
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenWhenTheServerHangsAndCloseWhenItGoesOn(Arrangement arrangement) throws Exception {
        DataSource orders = application(arrangement, database());
        assertThat(one(orders)).isEqualTo(1);
        freeze();
        untilOpen(() -> one(orders));
        untilRejected(arrangement, orders);
        thaw();
        untilBack(orders);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountATerminatedConnectionAndGoOnWithAnother(Arrangement arrangement) throws Exception {
        DataSource orders = application(arrangement, database());
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement()) {
            terminate(statement);
            assertThat(catchThrowable(() -> statement.execute("select 1")))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            lost -> assertThat(lost.getSQLState()).isIn(statesOfTerminated()));
        }
        assertThat(breaker).isClosed().hasFailures(1);
        untilBack(orders);
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenWhenEveryStatementTakesTooLong(Arrangement arrangement) throws Exception {
        DataSource orders = application(arrangement, databaseInHaste());
        untilOpen(() -> {
            try (Connection connection = orders.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sleeping());
            }
        });
        assertThat(breaker.snapshot().totals().failures()).isEqualTo(2);
        untilBack(orders);
    }

    final DataSource application(Arrangement arrangement, DataSource database) {
        DataSource orders = arrangement.of(database, breaker);
        toClose.add((AutoCloseable) orders);
        return orders;
    }

    private static int one(DataSource orders) throws SQLException {
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** A pool above the breaker waits for its own timeout and tries rarely, mostly when the breaker lets it probe. */
    private static void untilRejected(Arrangement arrangement, DataSource orders) {
        if (arrangement == Arrangement.UNDER_POOL) {
            assertThat(catchThrowable(() -> one(orders))).isInstanceOf(SQLTransientConnectionException.class);
        } else {
            waiting().until(() -> catchThrowable(() -> one(orders)) instanceof SqlCallNotPermittedException);
        }
    }

    private void untilOpen(ThrowingCallable work) {
        waiting().until(() -> {
            catchThrowable(work);
            return breaker.state() == State.OPEN;
        });
    }

    private void untilBack(DataSource orders) {
        waiting()
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> one(orders) == 1 && breaker.state() == State.CLOSED);
    }

    private static ConditionFactory waiting() {
        return await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30));
    }
}
