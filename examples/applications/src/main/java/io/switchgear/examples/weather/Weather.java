// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.weather;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks a weather service over HTTP. Thread-safe. */
public final class Weather {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final HttpClient client;
    private final URI api;
    private final String userAgent;

    /**
     * Anybody's HTTP client will do.
     *
     * @param client sends the requests
     * @param api address of the service, with a slash at its end
     * @param userAgent who asks: the service wants to know
     */
    public Weather(HttpClient client, URI api, String userAgent) {
        this.client = client;
        this.api = api;
        this.userAgent = userAgent;
    }

    /**
     * Asks and waits for the answer, for a second at most.
     *
     * @param city its name
     * @return like {@code rain, 7 degrees}; empty if the service does not know the city
     * @throws IOException if there is no answer, or one that says that something is wrong
     */
    public Optional<String> in(String city) throws IOException, InterruptedException {
        String path =
                "weather/" + URLEncoder.encode(city, StandardCharsets.UTF_8).replace("+", "%20");
        HttpRequest request = HttpRequest.newBuilder(api.resolve(path))
                .timeout(TIMEOUT)
                .header("User-Agent", userAgent)
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return switch (response.statusCode()) {
            case 200 -> Optional.of(response.body());
            case 404 -> Optional.empty();
            default -> throw new IOException(request.uri() + " answered " + response.statusCode());
        };
    }
}
