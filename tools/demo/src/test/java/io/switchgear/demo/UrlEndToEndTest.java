package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of an address that is not ours. */
class UrlEndToEndTest {
    private final AtomicInteger received = new AtomicInteger();
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/health", exchange -> {
            received.incrementAndGet();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void shouldCallItForTheGivenTimeAndNoMoreOftenThanCounted() throws Exception {
        try (DemoProcess demo = DemoProcess.start("--url", url(), "--seconds", "2", "--rate", "20")) {
            List<JsonNode> events = demo.all();

            assertThat(demo.process().exitCode()).isZero();
            JsonNode summary = events.get(events.size() - 1);
            assertThat(summary.at("/withBreaker/ok").asInt()).isBetween(20, 60).isEqualTo(received.get());
            assertThat(summary.get("withoutBreaker").isNull()).isTrue();
            assertThat(events).filteredOn(event -> event.has("second")).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void shouldOpenWhenItFailsAndEndWellAtAnInterrupt() throws Exception {
        status = 500;
        try (DemoProcess demo = DemoProcess.start("--url", url(), "--rate", "20")) {
            assertThat(demo.next("change").get("to").asText()).isEqualTo("OPEN");

            demo.process().askToEnd();

            assertThat(demo.next("summary").at("/withBreaker/failed").asLong()).isPositive();
            assertThat(demo.process().exitCode()).isZero();
        }
    }

    @Test
    void shouldTakeAnUnreachableAddressAsFailing() throws Exception {
        String gone = url();
        server.stop(0);
        try (DemoProcess demo = DemoProcess.start("--url", gone, "--rate", "20")) {
            JsonNode change = demo.next("change");

            assertThat(change.get("to").asText()).isEqualTo("OPEN");
            assertThat(change.get("lastFailure").asText()).contains("ConnectException");
        }
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/health";
    }
}
