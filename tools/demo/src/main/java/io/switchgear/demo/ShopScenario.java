// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.State;
import io.switchgear.demo.service.Hits;
import io.switchgear.examples.shop.Orders;
import io.switchgear.examples.shop.Price;
import io.switchgear.examples.shop.Prices;
import io.switchgear.examples.shop.ShopApplication;
import io.switchgear.outcome.Classifier;
import io.switchgear.servers.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.HttpClientErrorException;

/**
 * The scenario of {@link ShopApplication}, started twice over a real PostgreSQL, with a breaker that is switched off, and
 * with one that works. Immutable.
 */
final class ShopScenario implements Scenario {
    /** The products sold in turn; after them comes one that has never been sold. */
    private static final List<String> PRODUCTS = List.of("tea", "salt", "rice", "soap");

    @Override
    public String name() {
        return "boot";
    }

    @Override
    public String breakerName() {
        return "prices";
    }

    @Override
    public ScenarioText text() {
        return new ScenarioText(
                "a Spring Boot application that keeps selling while its price service is down.",
                "service",
                "sell a product",
                List.of(
                        "the same application twice, with a breaker that is switched off, and with one that works;",
                        "each sale asks the service for the price, and is an order in a PostgreSQL;",
                        "while its calls are rejected, the shop sells at the last known price;",
                        "every fifth product is new: without a price it cannot be sold"),
                Optional.of("examples/shop-boot/src/main/java/io/switchgear/examples/shop/Prices.java"),
                ScenarioText.COUNTED_BY_THE_SERVICE);
    }

    @Override
    public CircuitBreakerConfigBuilder classify(CircuitBreakerConfigBuilder settings) {
        return settings.classify(Classifier.ignore(HttpClientErrorException.class));
    }

    @Override
    public Work work(String address, Optional<CircuitBreaker> breaker) {
        CircuitBreaker off = CircuitBreaker.of("prices", c -> c.startIn(State.DISABLED));
        String caller = breaker.isPresent() ? Hits.WITH_BREAKER : Hits.WITHOUT_BREAKER;
        return new Shop(address, breaker.orElse(off), caller);
    }

    /** The application, with its own database. Thread-safe. */
    private static final class Shop implements Work {
        private final PostgresServer database;
        private final ConfigurableApplicationContext application;
        private final Prices prices;
        private final Orders orders;
        private final AtomicInteger sales = new AtomicInteger();

        Shop(String address, CircuitBreaker breaker, String caller) {
            try {
                database = PostgresServer.start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
            registry.register(breaker);
            application = new SpringApplicationBuilder(ShopApplication.class)
                    .initializers(
                            context -> context.getBeanFactory().registerSingleton("circuitBreakerRegistry", registry))
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .run(
                            "--server.port=0",
                            "--logging.level.org.apache=warn",
                            "--shop.prices=" + address,
                            "--shop.name=" + caller,
                            "--spring.datasource.url=" + database.url());
            prices = application.getBean(Prices.class);
            orders = application.getBean(Orders.class);
        }

        @Override
        public Ending call() {
            int sale = sales.getAndIncrement();
            int turn = Math.floorMod(sale, PRODUCTS.size() + 1);
            Price price = prices.of(turn < PRODUCTS.size() ? PRODUCTS.get(turn) : "new-" + sale);
            orders.place(price);
            return price.current() ? Ending.OK : Ending.OK.noting("at the last known price");
        }

        @Override
        public void warmUp() {
            orders.count();
        }

        @Override
        public void close() {
            application.close();
            try {
                database.close();
            } catch (IOException stillThere) {
                throw new UncheckedIOException(stillThere);
            }
        }
    }
}
