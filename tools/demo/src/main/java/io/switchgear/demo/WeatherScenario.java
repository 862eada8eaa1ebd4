// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.demo.service.Hits;
import io.switchgear.examples.weather.Weather;
import io.switchgear.http.HttpClassifier;
import io.switchgear.httpclient.CircuitBreakerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;

/** The scenario of {@link Weather} with the JDK's HTTP client, and with the drop-in in front of one. Immutable. */
final class WeatherScenario implements Scenario {
    private static final String CITY = "Bergen";

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String breakerName() {
        return "weather";
    }

    @Override
    public ScenarioText text() {
        return new ScenarioText(
                "an HTTP client that survives its API.",
                "service",
                "ask for the weather",
                List.of("the same class twice, with a plain HttpClient, and with the drop-in in front of one"),
                Optional.of("examples/applications/src/main/java/io/switchgear/examples/weather/Weather.java"),
                ScenarioText.COUNTED_BY_THE_SERVICE);
    }

    @Override
    public CircuitBreakerConfigBuilder classify(CircuitBreakerConfigBuilder settings) {
        return HttpClassifier.configure(settings);
    }

    @Override
    public Work work(String address, Optional<CircuitBreaker> breaker) {
        URI api = URI.create(address);
        HttpClient plain = Wire.client();
        Weather weather = breaker.map(
                        guard -> new Weather(CircuitBreakerHttpClient.of(plain, guard), api, Hits.WITH_BREAKER))
                .orElseGet(() -> new Weather(plain, api, Hits.WITHOUT_BREAKER));
        Weather warmUp = new Weather(plain, api, "warm-up");
        return new Work() {
            @Override
            public Ending call() throws IOException, InterruptedException {
                weather.in(CITY);
                return Ending.OK;
            }

            @Override
            public void warmUp() throws IOException, InterruptedException {
                warmUp.in(CITY);
            }
        };
    }
}
