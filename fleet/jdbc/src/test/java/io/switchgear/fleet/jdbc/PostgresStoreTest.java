// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.fleet.Fleet;
import io.switchgear.fleet.FleetState;
import io.switchgear.fleet.FleetStore;
import io.switchgear.fleet.Quorum;
import io.switchgear.fleet.testkit.FleetStoreContract;
import io.switchgear.recovery.Backoff;
import io.switchgear.servers.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends FleetStoreContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BREAKER = "payments";

    private static PostgresServer server;
    private static DataSource database;
    private JdbcStore store;

    @BeforeAll
    static void start() throws IOException {
        server = PostgresServer.start();
        database = server.database(TIMEOUT, TIMEOUT);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void createTables() throws SQLException {
        store = JdbcStore.of(database).createTables();
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        server.thaw();
        if (!server.isRunning()) {
            server.startAgain();
        }
    }

    @Override
    protected FleetStore store() {
        return store;
    }

    @Override
    protected void forget() {
        Tables.empty(database);
    }

    /** One process of a fleet: its breaker, and the calls that it makes. */
    private record Instance(CircuitBreaker breaker, Fleet fleet, JdbcStore store) implements AutoCloseable {
        static Instance join(int number) {
            CircuitBreaker breaker = CircuitBreaker.of(
                    BREAKER,
                    config -> config.openFor(Backoff.fixed(Duration.ofMillis(500)))
                            .logChanges(false));
            JdbcStore own = JdbcStore.of(database);
            Fleet fleet = Fleet.of("shop", own)
                    .instance("shop-" + number)
                    .quorum(Quorum.atLeast(2).share(0.5))
                    .probeEvery(Backoff.fixed(Duration.ofMillis(300)))
                    .join(breaker);
            return new Instance(breaker, fleet, own);
        }

        void call(boolean works) {
            breaker.tryAcquire().ifPresent(permit -> {
                if (works) {
                    permit.success();
                } else {
                    permit.failure();
                }
            });
        }

        FleetState known() {
            return fleet.view(BREAKER).orElseThrow().fleet();
        }

        boolean isAlone() {
            return fleet.view(BREAKER).orElseThrow().isAlone();
        }

        @Override
        public void close() {
            fleet.close();
            store.close();
        }
    }

    private static void callUntil(List<Instance> instances, boolean works, State wanted) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            instances.forEach(each -> each.call(works));
            assertThat(instances)
                    .allSatisfy(each -> assertThat(each.breaker.state()).isEqualTo(wanted));
        });
    }

    @Test
    void shouldOpenAllAndCloseAllThroughARealDatabaseThatAlsoDies() throws IOException {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            instances.add(Instance.join(i));
        }
        try {
            await().atMost(PATIENCE).untilAsserted(() -> {
                instances.forEach(each -> each.call(true));
                assertThat(instances.get(0).fleet.view(BREAKER).orElseThrow().answerAge())
                        .isPresent();
            });
            callUntil(instances, false, State.OPEN);
            await().atMost(PATIENCE).until(() -> instances.stream().anyMatch(each -> each.known() == FleetState.OPEN));
            callUntil(instances, true, State.CLOSED);
            await().atMost(PATIENCE)
                    .until(() -> instances.stream().allMatch(each -> each.known() == FleetState.CLOSED));

            server.freeze();
            await().atMost(PATIENCE).untilAsserted(() -> {
                instances.forEach(each -> each.call(false));
                assertThat(instances).allSatisfy(each -> {
                    assertThat(each.breaker.state()).isEqualTo(State.OPEN);
                    assertThat(each.isAlone()).isTrue();
                });
            });
            server.kill();
            callUntil(instances, true, State.CLOSED);
            server.startAgain();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(instances)
                            .allSatisfy(each -> assertThat(each.isAlone()).isFalse()));
            callUntil(instances, true, State.CLOSED);
        } finally {
            instances.forEach(Instance::close);
        }
    }
}
