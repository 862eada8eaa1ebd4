// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.fleet.FleetRecord;
import io.switchgear.fleet.FleetState;
import io.switchgear.fleet.FleetStore;
import io.switchgear.fleet.Move;
import io.switchgear.fleet.Report;
import io.switchgear.fleet.Scope;
import io.switchgear.fleet.testkit.FleetStoreContract;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class H2StoreTest extends FleetStoreContract {
    private static final Scope SCOPE = new Scope("shop", "", "payments");

    private final DataSource database = inMemory();
    private JdbcStore store;

    static DataSource inMemory() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return h2;
    }

    @BeforeEach
    void createTables() throws SQLException {
        store = JdbcStore.of(database).createTables();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected FleetStore store() {
        return store;
    }

    @Override
    protected void forget() {
        Tables.empty(database);
    }

    @Test
    void shouldForgetInstancesAndVotesThatAreNotRepeated() {
        store.report(SCOPE, new Report("a", true, true, 0))
                .toCompletableFuture()
                .join();
        Tables.age(database, Duration.ofSeconds(11));
        assertThat(read()).satisfies(record -> {
            assertThat(record.votes()).isZero();
            assertThat(record.seen()).isEqualTo(1);
        });
        Tables.age(database, Duration.ofSeconds(20));
        assertThat(read().seen()).isZero();
    }

    @Test
    void shouldTidyAwayWhatFleetsHaveLeftThatAreGone() {
        store.report(SCOPE, new Report("a", true, true, 0))
                .toCompletableFuture()
                .join();
        store.report(new Scope("gone", "", "x"), new Report("b", true, true, 0))
                .toCompletableFuture()
                .join();
        Tables.age(database, Duration.ofMinutes(11));
        FleetRecord record = read();
        for (FleetState to : new FleetState[] {FleetState.OPEN, FleetState.CLOSED}) {
            Move move = new Move(to, Duration.ZERO, 1, "a", "", record.storeMillis() + 10_000);
            record = store.move(SCOPE, record.version(), move)
                    .toCompletableFuture()
                    .join();
            assertThat(record.done()).isTrue();
        }
        assertThat(Tables.reports(database)).isZero();
    }

    @Test
    void shouldFailWithoutItsTables() throws SQLException {
        try (JdbcStore none = JdbcStore.of(inMemory())) {
            assertThat(none.report(SCOPE, new Report("a", true, false, 0)))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withMessageContaining("SWITCHGEAR_FLEET_REPORT");
        }
    }

    @Test
    void shouldFailAfterItWasClosed() {
        store.close();
        assertThat(store.report(SCOPE, new Report("a", true, false, 0)))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("the store is closed");
    }

    private FleetRecord read() {
        return store.report(SCOPE, new Report("reader", false, false, 0))
                .toCompletableFuture()
                .join();
    }
}
