// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A Prometheus registry behind an HTTP server, and a client that scrapes it. Who holds the registry's lock is not scraped. */
final class ScrapedRegistry implements AutoCloseable {
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    ScrapedRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] text;
            int status = 200;
            try {
                synchronized (registry) {
                    text = registry.scrape().getBytes(StandardCharsets.UTF_8);
                }
            } catch (RuntimeException broken) {
                text = broken.toString().getBytes(StandardCharsets.UTF_8);
                status = 500;
            }
            exchange.sendResponseHeaders(status, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
    }

    /** Host and port. */
    String address() {
        return server.getAddress().getHostString() + ":" + server.getAddress().getPort();
    }

    String text() throws Exception {
        URI metrics = URI.create("http://" + address() + "/metrics");
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    Scrape scrape() throws Exception {
        return Scrape.parse(text());
    }

    @Override
    public void close() {
        server.stop(0);
        registry.close();
    }
}
