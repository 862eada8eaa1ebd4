// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.stock;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.switchgear.CallContext;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The service as it is over HTTP: a question is a request, an answer is JSON or a 404. Thread-safe. */
final class StockHttp {
    /** How long the caller still waits, so that the service need not work for somebody who has left. */
    static final String TIMEOUT_HEADER = "Timeout-Millis";

    private static final Duration LONGEST = Duration.ofSeconds(1);
    /** A request cannot have less. */
    private static final Duration SHORTEST = Duration.ofMillis(1);
    /** Unknown fields of an answer are ignored; missing ones are an error. */
    private static final ObjectReader JSON = new ObjectMapper()
            .readerFor(StockLevel.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    private final HttpClient client;
    private final URI service;
    private final String userAgent;

    StockHttp(HttpClient client, URI service, String userAgent) {
        this.client = client;
        this.service = service;
        this.userAgent = userAgent;
    }

    /**
     * Asks, and waits as long as the context says, for a second at most.
     *
     * @throws StatusException if the answer says that something is wrong
     * @throws IOException if there is no answer, or none that makes sense
     */
    StockAnswer ask(String item, CallContext context) throws IOException, InterruptedException {
        Duration left = context.remaining().orElse(LONGEST);
        Duration timeout = left.compareTo(LONGEST) > 0 ? LONGEST : left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
        HttpRequest request = HttpRequest.newBuilder(service.resolve("stock/" + encoded(item)))
                .header("Accept", "application/json")
                .header("User-Agent", userAgent)
                .header(TIMEOUT_HEADER, Long.toString(timeout.toMillis()))
                .timeout(timeout)
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return switch (response.statusCode()) {
            case 200 -> new StockAnswer.Found(level(response.body()));
            case 404 -> new StockAnswer.Unknown(item);
            default -> throw new StatusException(request.uri(), response.statusCode());
        };
    }

    private static StockLevel level(String json) throws IOException {
        StockLevel level = JSON.readValue(json);
        if (level == null || level.item() == null) {
            throw new IOException("no stock level, but " + json);
        }
        return level;
    }

    private static String encoded(String item) {
        return URLEncoder.encode(item, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
