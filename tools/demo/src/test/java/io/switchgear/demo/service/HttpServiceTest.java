// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mode, over a real socket. */
class HttpServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpService service;

    @BeforeEach
    void start() throws IOException {
        service = HttpService.start();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    stock/bolt       | 200 | application/json          | {"item":"bolt","quantity":120}
                    weather/Bergen   | 200 | text/plain; charset=utf-8 | rain, 7 degrees
                    weather/Atlantis | 404 ||
                    stock/sprocket   | 404 ||
                    elsewhere        | 200 ||
                    """)
    void shouldKnowTheWeatherAndTheStock(String path, int status, String type, String body) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(service.address() + path)).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(status);
        if (type != null) {
            assertThat(answer.headers().firstValue("Content-Type")).contains(type);
            assertThat(answer.body()).isEqualTo(body);
        }
    }

    @Test
    void shouldFailAsItsModeSays() throws Exception {
        service.enter(ServiceMode.ANSWERING_503);
        assertThat(status(Hits.WITH_BREAKER)).isEqualTo(503);

        service.enter(ServiceMode.FAILING_IN_PART);
        Set<Integer> statuses = new TreeSet<>();
        while (statuses.size() < 2) {
            statuses.add(status(Hits.WITH_BREAKER));
        }
        assertThat(statuses).containsExactly(200, 503);

        service.enter(ServiceMode.HANGING);
        HttpRequest impatient =
                request(Hits.WITH_BREAKER).timeout(Duration.ofMillis(500)).build();
        assertThatThrownBy(() -> client.send(impatient, BodyHandlers.discarding()))
                .as("a request that is accepted times out by itself, not while connecting")
                .isExactlyInstanceOf(HttpTimeoutException.class);
        assertThat(service.enter(ServiceMode.HEALTHY)).contains(new Hits(0, 1));
        assertThat(status(Hits.WITH_BREAKER)).as("healthy again").isEqualTo(200);
    }

    @Test
    void shouldCountNothingWhileKilledAndComeBack() throws Exception {
        assertThat(status(Hits.WITH_BREAKER)).isEqualTo(200);

        assertThat(service.enter(ServiceMode.KILLED)).as("nobody left to count").isEmpty();
        assertThatThrownBy(() -> status(Hits.WITH_BREAKER)).isInstanceOf(ConnectException.class);
        assertThat(service.enter(ServiceMode.HEALTHY))
                .as("nobody was there to count")
                .isEmpty();

        assertThat(status(Hits.WITH_BREAKER)).isEqualTo(200);
        assertThat(service.enter(ServiceMode.HEALTHY)).contains(new Hits(0, 1));
    }

    @Test
    void shouldCountTheCallsOfEachClientInEachMode() throws Exception {
        status(Hits.WITHOUT_BREAKER);
        status(Hits.WITHOUT_BREAKER);
        status(Hits.WITH_BREAKER);
        status("somebody else");

        assertThat(service.enter(ServiceMode.ANSWERING_503)).contains(new Hits(2, 1));

        status(Hits.WITH_BREAKER);

        assertThat(service.enter(ServiceMode.HEALTHY)).contains(new Hits(0, 1));
        assertThat(service.enter(ServiceMode.HEALTHY)).contains(Hits.NONE);
    }

    private int status(String caller) throws IOException, InterruptedException {
        return client.send(request(caller).timeout(PATIENCE).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest.Builder request(String caller) {
        return HttpRequest.newBuilder(URI.create(service.address())).header(Hits.CALLER_HEADER, caller);
    }
}
