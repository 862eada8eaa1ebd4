// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import com.zaxxer.hikari.HikariDataSource;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.demo.service.Breakable;
import io.switchgear.demo.service.PostgresProcess;
import io.switchgear.demo.service.ServiceMode;
import io.switchgear.examples.orders.Order;
import io.switchgear.examples.orders.Orders;
import io.switchgear.examples.orders.OrdersPool;
import io.switchgear.examples.orders.Placement;
import io.switchgear.jdbc.CircuitBreakerDataSource;
import io.switchgear.jdbc.SqlClassifier;
import io.switchgear.servers.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The scenario of {@link Orders} with a pool, and with the drop-in around a pool. Immutable. */
final class OrdersScenario implements Scenario {
    private static final List<Order.Line> LINES = List.of(new Order.Line("switch", 1), new Order.Line("fuse", 3));
    /** The interval of calls that use the number of the call before. */
    private static final int TAKEN = 5;
    /** The time to prepare, before anything is measured. */
    private static final Duration PREPARING = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "database";
    }

    @Override
    public String breakerName() {
        return "orders";
    }

    @Override
    public ScenarioText text() {
        return new ScenarioText(
                "a repository over a database that survives its server.",
                "database",
                "place an order",
                List.of(
                        "the same class twice, with a HikariCP pool, and with the drop-in",
                        "CircuitBreakerDataSource around another; each call also looks its order up;",
                        "every fifth takes a number that is taken: that is an answer and no failure"),
                Optional.of("examples/applications/src/main/java/io/switchgear/examples/orders/Orders.java"),
                "Calls were counted by the clients: those that were not rejected.");
    }

    /** The faults of a database, which has no 503: it is there or not. */
    @Override
    public List<ServiceMode> faults() {
        return List.of(ServiceMode.HANGING, ServiceMode.KILLED);
    }

    @Override
    public Breakable start() throws IOException {
        PostgresProcess postgres = PostgresProcess.start();
        try (HikariDataSource pool = OrdersPool.of(postgres.address(), PostgresServer.USER, PREPARING)) {
            new Orders(pool).createTables();
            return postgres;
        } catch (SQLException failed) {
            postgres.close();
            throw new IOException("cannot create tables at " + postgres.address() + ": " + failed.getMessage(), failed);
        }
    }

    @Override
    public CircuitBreakerConfigBuilder classify(CircuitBreakerConfigBuilder settings) {
        return settings.classify(SqlClassifier.defaults());
    }

    @Override
    public Work work(String address, Optional<CircuitBreaker> breaker) {
        HikariDataSource pool = OrdersPool.of(address, PostgresServer.USER, Wire.TIMEOUT);
        Orders plain = new Orders(pool);
        Orders orders = breaker.map(guard -> new Orders(CircuitBreakerDataSource.of(pool, guard)))
                .orElse(plain);
        String customer = breaker.isPresent() ? "with breaker" : "without breaker";
        AtomicLong calls = new AtomicLong();
        return new Work() {
            @Override
            public Ending call() throws SQLException {
                return placeAndFind(orders);
            }

            @Override
            public void warmUp() throws SQLException {
                placeAndFind(plain);
            }

            @Override
            public void close() {
                pool.close();
            }

            private Ending placeAndFind(Orders here) throws SQLException {
                long call = calls.incrementAndGet();
                String number = customer + " " + (call % TAKEN == 0 ? call - 1 : call);
                Placement placement = here.place(new Order(number, customer, LINES));
                if (here.find(number).isEmpty()) {
                    return Ending.FAILED.noting("placed, but not found");
                }
                return placement == Placement.PLACED ? Ending.OK : Ending.OK.noting("number taken");
            }
        };
    }
}
