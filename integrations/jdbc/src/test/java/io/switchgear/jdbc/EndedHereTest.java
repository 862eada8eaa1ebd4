// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A call that the application itself has ended says nothing, unless it had been hanging for long. */
@Tag("C13")
class EndedHereTest {
    private static final SQLException LOST = new SQLException("connection closed", "08006");
    private static final Duration LONG = Duration.ofSeconds(1);

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final ManualTicker ticker = new ManualTicker();
    private final FakeDriver driver = new FakeDriver();
    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "orders",
            c -> c.classify(SqlClassifier.defaults())
                    .ticker(ticker)
                    .tripWhen(TripRule.consecutiveFailures(1))
                    .abandonedAfter(LONG)
                    .halfOpen(HalfOpen.probes(1))));
    private final DataSource orders = CircuitBreakerDataSource.of(driver.dataSource(), breaker);

    private interface End {
        void of(CircuitBreakerDataSource orders, Connection connection, Statement statement) throws SQLException;
    }

    static Stream<Arguments> ends() {
        return Stream.of("executeQuery", "next", "getBytes", "commit")
                .flatMap(method -> Stream.of(
                        Arguments.of(method, "cancel", (End) (o, c, s) -> s.cancel(), new SQLException("?", "57014")),
                        Arguments.of(
                                method,
                                "cancel of Oracle",
                                (End) (o, c, s) -> s.cancel(),
                                new SQLTimeoutException("ORA-01013: user requested cancel", "72000", 1013)),
                        Arguments.of(
                                method,
                                "cancel of SQL Server",
                                (End) (o, c, s) -> s.cancel(),
                                new SQLException("?", "HY008")),
                        Arguments.of(
                                method,
                                "cancel of MySQL",
                                (End) (o, c, s) -> s.cancel(),
                                new SQLException("?", "70100", 1317)),
                        Arguments.of(method, "close of the connection", (End) (o, c, s) -> c.close(), LOST),
                        Arguments.of(method, "abort", (End) (o, c, s) -> c.abort(Runnable::run), LOST),
                        Arguments.of(method, "close of the statement", (End) (o, c, s) -> s.close(), LOST),
                        Arguments.of(method, "close of the data source", (End) (o, c, s) -> o.close(), LOST)))
                .filter(arguments -> !(arguments.get()[0].equals("commit")
                                && arguments.get()[1].toString().contains("cancel"))
                        && !(arguments.get()[0].equals("commit")
                                && arguments.get()[1].toString().contains("statement")));
    }

    private static void use(Connection connection, Statement statement, boolean inTransaction) throws SQLException {
        if (inTransaction) {
            connection.setAutoCommit(false);
        }
        try (ResultSet rows = statement.executeQuery("select")) {
            while (rows.next()) {
                rows.getBytes(1);
            }
        }
        connection.commit();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ends")
    void shouldIgnoreWhatWasEndedEarlyAndTakeALongHangForEvidence(
            String method, String name, End how, SQLException thrown) throws Exception {
        for (boolean inTransaction : new boolean[] {true, false}) {
            if (method.equals("commit") && !inTransaction) {
                continue; // counts alone
            }
            endsEarly(method, how, thrown, inTransaction);
        }
    }

    private void endsEarly(String method, End how, SQLException thrown, boolean inTransaction) throws Exception {
        Hanging early = hang(method, inTransaction);
        ticker.advance(LONG);
        early.end(how, thrown);
        assertThat(breaker).isClosed().hasFailures(0).hasSuccesses(0);
        Hanging late = hang(method, inTransaction);
        ticker.advance(LONG.plusNanos(1));
        late.end(how, thrown);
        assertThat(breaker).isOpen().hasFailures(0);
        assertThat(breaker.snapshot().totals().abandoned()).isPositive();
        breaker.reset("again");
    }

    /** A use of its own driver that hangs; the breaker is the same for all. */
    private final class Hanging {
        final FakeDriver fake = new FakeDriver();
        final CountDownLatch reached = new CountDownLatch(1);
        final CompletableFuture<SQLException> ends = new CompletableFuture<>();
        final CircuitBreakerDataSource source;
        final Connection connection;
        final Statement statement;
        final CompletableFuture<Throwable> using;

        Hanging(String method, boolean inTransaction) throws Exception {
            fake.on(method, () -> {
                reached.countDown();
                throw ends.get();
            });
            source = CircuitBreakerDataSource.of(closeable(fake.dataSource()), breaker);
            connection = source.getConnection();
            statement = connection.createStatement();
            using = CompletableFuture.supplyAsync(
                    () -> catchThrowable(() -> use(connection, statement, inTransaction)));
            reached.await();
        }

        void end(End how, SQLException thrown) throws Exception {
            how.of(source, connection, statement);
            ends.complete(thrown);
            assertThat(using.get()).isSameAs(thrown);
            connection.close();
        }
    }

    private Hanging hang(String method, boolean inTransaction) throws Exception {
        return new Hanging(method, inTransaction);
    }

    private static DataSource closeable(DataSource database) {
        return (DataSource) Proxy.newProxyInstance(
                EndedHereTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class, AutoCloseable.class},
                (self, method, args) -> method.getName().equals("close") ? null : method.invoke(database, args));
    }

    @Test
    void shouldTakeAStatementForAbandonedThatHangsOnAfterItWasCancelledLate() throws Exception {
        Hanging hangs = hang("executeQuery", false);
        ticker.advance(LONG.plusNanos(1));
        hangs.statement.cancel();
        assertThat(breaker).as("while it hangs").isOpen();
        hangs.ends.complete(LOST);
        hangs.using.get();
        hangs.connection.close();
        assertThat(breaker).hasFailures(0);
    }

    @Test
    void shouldNotTakeALongExportThatFlowsForAHang() throws Exception {
        driver.on("next", () -> {
            ticker.advance(LONG.minusNanos(1));
            return true;
        });
        try (Connection connection = orders.getConnection();
                Statement export = connection.createStatement();
                ResultSet rows = export.executeQuery("select")) {
            for (int i = 0; i < 10; i++) {
                rows.next();
            }
            export.cancel();
            driver.throwing("next", new SQLException("cancelled", "57014"));
            assertThat(catchThrowable(rows::next)).isNotNull();
        }
        assertThat(breaker).isClosed().hasFailures(0).hasIgnored(2);
        assertThat(breaker.snapshot().totals().abandoned()).isZero();
    }

    @Test
    void shouldCountATimeoutThatNobodyHasAskedFor() throws SQLException {
        driver.throwing("executeQuery", new SQLTimeoutException("too long", "57014"));
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(catchThrowable(() -> statement.executeQuery("select"))).isNotNull();
        }
        assertThat(breaker).isOpen().hasFailures(1);
    }

    @Test
    void shouldCountAsBeforeWhenItCouldNotBeCancelled() throws Exception {
        Hanging hangs = hang("executeQuery", false);
        hangs.fake.throwing("cancel", new SQLFeatureNotSupportedException("cannot"));
        assertThat(catchThrowable(hangs.statement::cancel)).isNotNull();
        hangs.ends.complete(new SQLTimeoutException("too long", "57014"));
        hangs.using.get();
        hangs.connection.close();
        assertThat(breaker).isOpen().hasFailures(1);
    }

    @Test
    void shouldCountALostConnectionAlthoughTheStatementWasCancelled() throws Exception {
        Hanging hangs = hang("executeQuery", false);
        hangs.statement.cancel();
        hangs.ends.complete(LOST);
        hangs.using.get();
        hangs.connection.close();
        assertThat(breaker).isOpen().hasFailures(1);
    }

    @Test
    void shouldForgetACancellationWithTheNextStatement() throws Exception {
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("update");
            statement.cancel();
            driver.throwing("executeUpdate", new SQLException("too long", "57014"));
            assertThat(catchThrowable(() -> statement.executeUpdate("update"))).isNotNull();
        }
        assertThat(breaker).isOpen().hasFailures(1);
    }

    @Test
    void shouldIgnoreUseAfterClosing() throws SQLException {
        Connection connection = orders.getConnection();
        Statement statement = connection.createStatement();
        connection.close();
        driver.throwing("executeQuery", LOST).throwing("setReadOnly", LOST).throwing("prepareStatement", LOST);
        assertThat(catchThrowable(() -> statement.executeQuery("select"))).isSameAs(LOST);
        assertThat(catchThrowable(() -> connection.setReadOnly(true))).isSameAs(LOST);
        assertThat(catchThrowable(() -> connection.prepareStatement("select"))).isSameAs(LOST);
        assertThat(breaker).isClosed().hasFailures(0);
    }
}
