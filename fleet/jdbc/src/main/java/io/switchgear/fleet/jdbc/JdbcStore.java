// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.jdbc;

import io.switchgear.Registration;
import io.switchgear.fleet.FleetRecord;
import io.switchgear.fleet.FleetStore;
import io.switchgear.fleet.Lease;
import io.switchgear.fleet.Move;
import io.switchgear.fleet.Report;
import io.switchgear.fleet.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.sql.DataSource;

/**
 * A store of a fleet in a database, in two tables of its own. Tested with PostgreSQL and H2.
 *
 * <pre>{@code
 * JdbcStore store = JdbcStore.of(dataSource);
 * Fleet fleet = Fleet.of("shop", store).join(registry);
 * }</pre>
 *
 * <p>It works on a daemon thread of its own, with one connection at a time, which it takes from the data source for each
 * operation and gives back. Changes are found by a query a second. Give it a data source that no breaker guards: one that is
 * guarded would be rejected just when the fleet has something to say. Thread-safe. Close it after the fleets that use it.
 *
 * @since 0.1
 */
public final class JdbcStore implements FleetStore, AutoCloseable {
    /** Operations that wait for the database; further ones fail at once. */
    private static final int MOST_WAITING = 256;

    private static final long POLL_MILLIS = 1_000;
    private static final String SCHEMA = "schema.sql";

    private final DataSource dataSource;
    private final ScheduledThreadPoolExecutor thread;
    private final Future<?> polling;
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final List<Watch> watches = new CopyOnWriteArrayList<>();

    /** An operation on a connection. */
    @FunctionalInterface
    private interface Operation<T> {
        T on(RecordTable table) throws SQLException;
    }

    private JdbcStore(DataSource dataSource) {
        this.dataSource = dataSource;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "switchgear-fleet-jdbc");
            made.setDaemon(true);
            return made;
        });
        this.polling = thread.scheduleWithFixedDelay(this::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Creates a store. Does not connect yet.
     *
     * @param dataSource the data source; its connections are used in auto-commit
     * @return a new store
     */
    public static JdbcStore of(DataSource dataSource) {
        return new JdbcStore(Objects.requireNonNull(dataSource, "dataSource"));
    }

    /**
     * Creates the two tables, if they are not there. For tests and small services; others put {@link #schema()} among their
     * migrations.
     *
     * @return this store
     * @throws SQLException if the database refuses
     */
    public JdbcStore createTables() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : schema().split(";", -1)) {
                if (!each.isBlank()) {
                    statement.execute(each);
                }
            }
        }
        return this;
    }

    /** {@return the statements that create the tables} */
    public static String schema() {
        try (InputStream in = Objects.requireNonNull(JdbcStore.class.getResourceAsStream(SCHEMA), SCHEMA)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException("cannot read " + SCHEMA + " in the jar", broken);
        }
    }

    @Override
    public CompletionStage<FleetRecord> report(Scope scope, Report report) {
        return submit(table -> table.report(scope, report));
    }

    @Override
    public CompletionStage<FleetRecord> move(Scope scope, long seenVersion, Move move) {
        return submit(table -> table.move(scope, seenVersion, move));
    }

    @Override
    public CompletionStage<FleetRecord> lease(Scope scope, Lease lease) {
        return submit(table -> table.lease(scope, lease));
    }

    @Override
    public CompletionStage<FleetRecord> complete(Scope scope, String token, Move move) {
        return submit(table -> table.complete(scope, token, move));
    }

    private CompletionStage<FleetRecord> submit(Operation<FleetRecord> operation) {
        CompletableFuture<FleetRecord> answer = new CompletableFuture<>();
        if (!places.tryAcquire()) {
            answer.completeExceptionally(
                    new IllegalStateException(MOST_WAITING + " operations wait for the database already"));
            return answer;
        }
        try {
            thread.execute(() -> {
                places.release();
                try {
                    answer.complete(run(operation));
                } catch (Throwable broken) {
                    answer.completeExceptionally(broken); // a driver is foreign code
                }
            });
        } catch (RejectedExecutionException closed) {
            places.release();
            answer.completeExceptionally(new IllegalStateException("the store is closed", closed));
        }
        return answer;
    }

    private <T> T run(Operation<T> operation) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                return operation.on(new RecordTable(connection));
            } finally {
                connection.setAutoCommit(before);
            }
        }
    }

    /** Tells those who watch the versions that they have not seen. */
    private void poll() {
        for (Watch each : watches) {
            try {
                run(table -> table.readAll(each.fleet, each.group)).forEach(each::tell);
            } catch (Exception broken) {
                // The reports notice it, and tell: this is the second way to learn of changes.
            }
        }
    }

    @Override
    public Registration watch(String fleet, String group, BiConsumer<? super Scope, ? super FleetRecord> changes) {
        Watch watch = new Watch(fleet, group, changes);
        watches.add(watch);
        return watch;
    }

    /** Ends the store's thread. Operations that wait are dropped. */
    @Override
    public void close() {
        polling.cancel(false);
        thread.shutdownNow();
    }

    private final class Watch implements Registration {
        private final String fleet;
        private final String group;
        private final BiConsumer<? super Scope, ? super FleetRecord> changes;
        /** On the store's thread. */
        private final Map<Scope, Long> told = new HashMap<>();

        Watch(String fleet, String group, BiConsumer<? super Scope, ? super FleetRecord> changes) {
            this.fleet = fleet;
            this.group = group;
            this.changes = changes;
        }

        void tell(Scope scope, FleetRecord record) {
            Long before = told.put(scope, record.version());
            if (before == null || before != record.version()) {
                changes.accept(scope, record);
            }
        }

        @Override
        public void close() {
            watches.remove(this);
        }

        @Override
        public long dropped() {
            return 0;
        }
    }
}
