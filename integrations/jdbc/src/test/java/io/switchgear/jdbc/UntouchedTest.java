// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.servers.PostgresServer;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.io.EOFException;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** One program sees the same results and the same exceptions with a breaker and without one, whatever happens to its server. */
class UntouchedTest {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    /** Rejects nothing: the exceptions of a rejection are the only ones of its own. */
    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "orders", c -> c.classify(SqlClassifier.defaults()).tripWhen(TripRule.consecutiveFailures(1_000_000))));

    /** Strikes after the log-in, before the program's first statement. */
    private enum Fault {
        NONE,
        KILLED {
            @Override
            void strike(Connection connection, Relay relay) throws Exception {
                POSTGRES.server().kill();
            }
        },
        STOPPED {
            @Override
            void strike(Connection connection, Relay relay) throws Exception {
                POSTGRES.server().freeze();
            }
        },
        TERMINATED {
            @Override
            void strike(Connection connection, Relay relay) throws Exception {
                POSTGRES.terminate(connection.unwrap(PGConnection.class).getBackendPID());
            }
        },
        SLOW_NETWORK {
            @Override
            void strike(Connection connection, Relay relay) {
                relay.delay(5);
            }
        },
        SILENT_NETWORK {
            @Override
            void strike(Connection connection, Relay relay) {
                relay.fallSilentAfter(20_000);
            }
        },
        RESET {
            @Override
            void strike(Connection connection, Relay relay) {
                relay.resetAfter(20_000);
            }
        };

        void strike(Connection connection, Relay relay) throws Exception {}

        /** Not for what the server does: a network would decide how much of its last words arrive. */
        boolean isOfTheNetwork() {
            return compareTo(SLOW_NETWORK) >= 0;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowTheProgramWhatItSeesWithoutABreaker(Fault fault) throws Exception {
        List<String> bare = run(fault, false);
        List<String> guarded = run(fault, true);
        assertThat(guarded).isEqualTo(bare).hasSizeGreaterThan(10);
        assertThat(breaker).isClosed().hasRejected(0);
        assertThat(breaker.snapshot().totals().failures())
                .as("a timeout at least")
                .isPositive();
    }

    private List<String> run(Fault fault, boolean guarded) throws Exception {
        Story story = new Story();
        try (Relay relay = new Relay(POSTGRES.server().port())) {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setURL(POSTGRES.server().url());
            database.setUser(PostgresServer.USER);
            database.setSocketTimeout(1); // the only one, or it would be a race which is the first
            if (fault.isOfTheNetwork()) {
                database.setPortNumbers(new int[] {relay.port()});
            }
            DataSource orders = guarded ? CircuitBreakerDataSource.of(database, breaker) : database;
            try (Connection connection = orders.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("drop table if exists orders");
                statement.execute("create table orders (id int primary key, paid boolean)");
                fault.strike(connection, relay);
                work(connection, story);
                story.of("connect again", () -> connect(orders));
            }
        } finally {
            POSTGRES.afterEach(null); // it runs again
        }
        return story.lines;
    }

    private static Object connect(DataSource orders) throws SQLException {
        try (Connection another = orders.getConnection()) {
            return another.isValid(1);
        }
    }

    private static void work(Connection connection, Story story) {
        story.of("insert", () -> connection.createStatement().executeUpdate("insert into orders values (1, false)"));
        story.of("twice", () -> connection.createStatement().executeUpdate("insert into orders values (1, false)"));
        story.of("syntax", () -> connection.createStatement().execute("selekt"));
        story.of("batch", () -> {
            PreparedStatement insert = connection.prepareStatement("insert into orders values (?, true)");
            for (int id = 3; id >= 1; id--) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            return Arrays.toString(insert.executeBatch());
        });
        story.of("sleep", () -> {
            Statement statement = connection.createStatement();
            statement.execute("set statement_timeout = 200");
            return statement.execute("select pg_sleep(10)");
        });
        story.of("be patient", () -> connection.createStatement().execute("set statement_timeout = 0"));
        story.of("begin", () -> {
            connection.setAutoCommit(false);
            return connection.getAutoCommit();
        });
        story.of("isolate", () -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            return connection.getTransactionIsolation();
        });
        story.of("read", () -> sum(connection));
        story.of("update", () -> connection.createStatement().executeUpdate("update orders set paid = true"));
        story.of("commit", () -> {
            connection.commit();
            return "done";
        });
        story.of("save", () -> {
            Savepoint savepoint = connection.setSavepoint("here");
            connection.rollback(savepoint);
            return savepoint.getSavepointName();
        });
        story.of("metadata", () -> {
            try (ResultSet tables = connection.getMetaData().getTables(null, "public", "orders", null)) {
                return tables.next() ? tables.getString("TABLE_NAME") : "none";
            }
        });
        story.of("rollback", () -> {
            connection.rollback();
            return "done";
        });
        story.of("valid", () -> connection.isValid(1));
        story.of("closed", connection::isClosed);
        story.of("close", () -> {
            connection.close();
            return connection.isClosed();
        });
        story.of("after the end", () -> connection.createStatement().execute("select 1"));
    }

    private static long sum(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(100);
            long sum = 0;
            try (ResultSet rows =
                    statement.executeQuery("select n, repeat('x', 100) from generate_series(1, 2000) n")) {
                while (rows.next()) {
                    sum += rows.getInt(1);
                }
            }
            return sum;
        }
    }

    /** Step by step, the results and the exceptions with all that is behind them. */
    private static final class Story {
        private final List<String> lines = new ArrayList<>();

        void of(String step, SqlStep asked) {
            try {
                lines.add(step + " gives " + asked.take());
            } catch (SQLException | RuntimeException thrown) {
                lines.add(step + " throws " + told(thrown));
            }
        }

        private static String told(Throwable thrown) {
            StringBuilder told = new StringBuilder();
            for (Throwable each = thrown; each != null; each = each.getCause()) {
                // The same event by either name, as the packets come.
                boolean isLost = each instanceof EOFException || each instanceof SocketException;
                told.append(isLost ? "lost" : each.getClass().getName() + ": " + each.getMessage());
                if (each instanceof SQLException sql) {
                    told.append(" [")
                            .append(sql.getSQLState())
                            .append(", ")
                            .append(sql.getErrorCode())
                            .append("]");
                    told.append(sql.getNextException() == null ? "" : ", next " + told(sql.getNextException()));
                }
                told.append("; ");
            }
            // Each run has a relay of its own.
            return told.toString().replaceAll("127\\.0\\.0\\.1:\\d+", "the server");
        }
    }

    @FunctionalInterface
    private interface SqlStep {
        Object take() throws SQLException;
    }
}
