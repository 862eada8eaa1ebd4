// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.readme;

// region first
import io.switchgear.CircuitBreaker;
import io.switchgear.outcome.Classifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

public class Prices {
    private final HttpClient client = HttpClient.newHttpClient();
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "prices", c -> c.classify(Classifier.failOnResult(HttpResponse.class, r -> r.statusCode() >= 500)));

    /** Throws what send throws, or CallNotPermittedException at once while the service is down. */
    public String of(URI item) throws Exception {
        var request =
                HttpRequest.newBuilder(item).timeout(Duration.ofSeconds(2)).build();
        var response = breaker.call(() -> client.send(request, HttpResponse.BodyHandlers.ofString()));
        return response.body();
    }
}
// endregion
