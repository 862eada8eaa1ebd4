package io.switchgear.examples.readme;

import static io.switchgear.trip.TripRule.anyOf;
import static io.switchgear.trip.TripRule.consecutiveFailures;
import static io.switchgear.trip.TripRule.failureRate;
import static io.switchgear.trip.TripRule.slowCallRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The snippets of the README, run against a real server. */
class FirstBreakerTest {
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "4.20".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void theFirstSnippetGetsAPriceAndFailsFastWhenTheServiceIsDown() throws Exception {
        URI item = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/apple");
        Prices prices = new Prices();
        assertThat(prices.of(item)).isEqualTo("4.20");

        status = 503;
        for (int i = 0; i < 9; i++) {
            prices.of(item);
        }

        assertThatExceptionOfType(CallNotPermittedException.class)
                .isThrownBy(() -> prices.of(item))
                .withMessageContaining("failure rate 90 % (9 of 10 calls in 10 s) >= 50 %");
    }

    // region settings
    CircuitBreaker search = CircuitBreaker.of(
            "search",
            c -> c.tripWhen(anyOf(
                            failureRate(0.5).minimumCalls(20),
                            slowCallRate(0.8),
                            consecutiveFailures(5).spanning(Duration.ofSeconds(1))))
                    .slowCallsOver(Duration.ofMillis(800))
                    .openFor(Backoff.exponential(Duration.ofSeconds(5))
                            .upTo(Duration.ofMinutes(1))
                            .jitter(0.5))
                    .halfOpen(HalfOpen.probes(3).probeTimeout(Duration.ofSeconds(10)))
                    .classify(Classifier.failOn(IOException.class).ignore(IllegalArgumentException.class)));
    // endregion

    @Test
    void theOtherSnippetsRun() throws Exception {
        List<Object> log = new ArrayList<>();
        // region ways-in
        String page =
                search.call(() -> query("circuit breaker")); // throws what query throws, or CallNotPermittedException
        String orCached = search.call(() -> query("circuit breaker"), rejection -> "from the cache");
        search.run(() -> query("circuit breaker"));

        try (Permit permit = search.acquire()) { // for a call that is not a lambda; closed unsettled it is a failure
            permit.returned(query("circuit breaker"));
        }
        // endregion

        // region watching
        search.onStateChange(
                change -> log.add(change)); // search CLOSED -> OPEN: failure rate 57 % (57 of 100 calls in 10 s) ...
        log.add(search.snapshot().toMap()); // state, window, totals, in flight, next probe: for your metrics
        // endregion

        assertThat(page).isEqualTo("page on circuit breaker");
        assertThat(orCached).isEqualTo(page);
        assertThat(log).singleElement().asString().contains("admitted=4");
    }

    private String query(String words) throws IOException, CallNotPermittedException {
        if (words.isBlank()) {
            throw new IOException("nothing to search for");
        }
        return "page on " + words;
    }
}
