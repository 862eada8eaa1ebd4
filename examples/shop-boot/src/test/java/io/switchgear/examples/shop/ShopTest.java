// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchgear.servers.PostgresServer;
import io.switchgear.toolkit.service.LocalService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;

/** The shop on its bad days, over HTTP, with a real price service and a real PostgreSQL. */
class ShopTest {
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @AutoClose
    private final LocalService prices = new LocalService();

    @AutoClose
    private static final PostgresServer DATABASE = database();

    private ConfigurableApplicationContext shop;
    private String address;

    private static PostgresServer database() {
        try {
            return PostgresServer.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @BeforeEach
    void start() {
        shop = SpringApplication.run(
                ShopApplication.class,
                "--server.port=0",
                "--shop.prices=http://127.0.0.1:" + prices.uri().getPort(),
                "--spring.datasource.url=" + DATABASE.url(),
                "--spring.datasource.hikari.connection-timeout=500",
                "--switchgear.defaults.open-for=300ms");
        address = "http://127.0.0.1:" + shop.getEnvironment().getProperty("local.server.port");
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void shouldRunOnTheVersionOfBootThatItIsTestedWith() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("switchgear.boot"));
    }

    @Test
    void shouldSellAtTheLastKnownPriceWhileThePriceServiceIsDown() throws Exception {
        assertThat(get("/prices/tea").body()).contains("\"amount\":\"4.20\"", "\"current\":true");
        prices.answers(503);
        long before = shop.getBean(ShopController.class).orders();
        await().untilAsserted(() -> {
            HttpResponse<String> sold = post("/orders/tea", "");
            assertThat(sold.statusCode()).isEqualTo(201);
            assertThat(sold.body()).contains("\"amount\":\"4.20\"", "\"current\":false");
        });
        assertThat(Long.parseLong(get("/orders").body())).isGreaterThan(before);
        await().untilAsserted(() -> assertThat(get("/prices/salt").statusCode())
                .as("no price is known")
                .isEqualTo(503));
        await().untilAsserted(() -> assertThat(get("/prices/salt").headers().firstValue("Retry-After"))
                .isPresent());
        assertThat(get("/actuator/switchgear/prices").body())
                .containsPattern("\"state\":\"(HALF_)?OPEN\"")
                .contains("503");

        prices.answers(200);
        await().untilAsserted(() -> assertThat(get("/prices/tea").body()).contains("\"current\":true"));
    }

    @Test
    void shouldNotTakeAnUnknownProductForAnOutage() throws Exception {
        prices.answers(404);
        for (int i = 0; i < 20; i++) {
            assertThat(get("/prices/unicorn").statusCode()).isEqualTo(502);
        }
        prices.answers(200);

        assertThat(get("/prices/tea").body()).contains("\"current\":true");
    }

    @Test
    void shouldRejectOrdersAtOnceWhileTheDatabaseIsDown() throws Exception {
        assertThat(post("/orders/tea", "").statusCode()).isEqualTo(201);
        DATABASE.kill();
        await().untilAsserted(
                        () -> assertThat(post("/orders/tea", "").statusCode()).isEqualTo(503));
        assertThat(get("/actuator/switchgear/dataSource").body()).containsPattern("\"state\":\"(HALF_)?OPEN\"");
        assertThat(get("/prices/tea").body()).as("the rest works").contains("\"current\":true");

        DATABASE.startAgain();
        await().untilAsserted(
                        () -> assertThat(post("/orders/tea", "").statusCode()).isEqualTo(201));
    }

    @Test
    void shouldBeHeldOpenByHand() throws Exception {
        get("/prices/tea");
        HttpResponse<String> held =
                post("/actuator/switchgear/prices", "{\"action\": \"force_open\", \"reason\": \"the supplier moves\"}");
        assertThat(held.statusCode()).isEqualTo(200);
        assertThat(get("/prices/tea").body()).contains("\"current\":false");
        assertThat(get("/actuator/switchgear/prices").body()).contains("FORCED_OPEN", "the supplier moves");

        post("/actuator/switchgear/prices", "{\"action\": \"release\", \"reason\": \"done\"}");

        assertThat(get("/prices/tea").body()).contains("\"current\":true");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return BROWSER.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return BROWSER.send(request, BodyHandlers.ofString());
    }
}
