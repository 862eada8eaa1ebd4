// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.readme;

import static io.switchgear.trip.TripRule.anyOf;
import static io.switchgear.trip.TripRule.consecutiveFailures;
import static io.switchgear.trip.TripRule.failureRate;
import static io.switchgear.trip.TripRule.slowCallRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.switchgear.Attempt;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Fallbacks;
import io.switchgear.Guard;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.toolkit.service.LocalService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The snippets of the README and of the page "At a glance", run against a real server. */
class FirstBreakerTest {
    private final LocalService service = new LocalService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void theSixLinesGuardARequest() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(service.uri().resolve("apple")).build();
        service.answers(503);

        // region six-lines
        CircuitBreaker prices = CircuitBreaker.of(
                "prices",
                c -> c.classify(Classifier.failOnResult(HttpResponse.class, response -> response.statusCode() >= 500)));

        HttpResponse<String> response = prices.call(() -> client.send(request, HttpResponse.BodyHandlers.ofString()));
        // endregion

        assertThat(response.body()).isEqualTo("4.20");
        assertThat(prices.snapshot().totals().failures()).isEqualTo(1);
    }

    @Test
    void theFirstSnippetGetsAPriceAndFailsFastWhenTheServiceIsDown() throws Exception {
        URI item = service.uri().resolve("apple");
        Prices prices = new Prices();
        assertThat(prices.of(item)).isEqualTo("4.20");

        service.answers(503);
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
        // throws what query throws, or CallNotPermittedException
        String page = search.call(() -> query("circuit breaker"));
        search.run(() -> query("circuit breaker"));

        // another result in place of a rejection, or of each type of exception
        String orCached = search.call(() -> query("circuit breaker"), rejection -> "from the cache");
        String orEmpty = search.call(
                () -> query(" "),
                Fallbacks.on(CallNotPermittedException.class, rejection -> "from the cache")
                        .or(IOException.class, failure -> "an empty page"));

        Attempt<String> attempt = search.attempt(() -> query("circuit breaker")); // throws only errors
        String orSorry = attempt.fold(result -> result, failure -> "sorry: " + failure, rejection -> "try again later");

        // cancelling it cancels the query; early it says nothing, late it is evidence
        CompletableFuture<String> later = search.callAsync(() -> queryAsync("circuit breaker"));

        // a call that begins here and ends elsewhere: its end, on any thread, settles the permit
        Permit permit = search.acquire();
        permit.call(() -> query("circuit breaker"));

        // the same guard with a deadline: a call is not tried once the two seconds are over
        Guard inTime = search.within(Duration.ofSeconds(2));
        inTime.call(() -> query("circuit breaker"));

        // for code that takes a function and knows no breaker
        Callable<String> guarded = search.decorateCallable(() -> query("circuit breaker"));
        // endregion

        // region watching
        // search CLOSED -> OPEN: failure rate 57 % (57 of 100 calls in 10 s) >= 50 %; next probe in 4.2 s
        search.onStateChange(change -> log.add(change));

        // state, window, totals, in flight, next probe: for your metrics
        log.add(search.snapshot().toMap());

        // UP, DEGRADED or DOWN, and why: for dashboards, never for a liveness probe
        log.add(search.health());
        // endregion

        // region groups
        // by name
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        registry.get("search").run(() -> query("circuit breaker"));

        // one for each host, and never more than 1,000, whatever hosts come
        KeyedCircuitBreaker<String> hosts = registry.keyed("hosts", 1_000);
        Guard host = hosts.at("a.example"); // can be kept, and has all the ways in
        host.within(Duration.ofSeconds(2)).run(() -> query("circuit breaker"));
        // endregion

        // region operating
        search.forceOpen("the index is being rebuilt"); // rejects everything, until
        search.release("the index is back");
        search.metricsOnly("first week in production"); // passes everything, and counts what it would have rejected
        search.reset("the week is over");
        search.reconfigure(search.config().toBuilder()
                .ramp(Ramp.over(Duration.ofSeconds(30))) // from now on, let traffic return gradually
                .build());
        // endregion

        assertThat(orSorry).isEqualTo(page);
        assertThat(later.join()).isEqualTo(page);
        assertThat(registry.health()).containsOnlyKeys("hosts", "search");
        assertThat(hosts.snapshot().keys()).isEqualTo(1);
        assertThat(page).isEqualTo("page on circuit breaker");
        assertThat(orCached).isEqualTo(page);
        assertThat(orEmpty).isEqualTo("an empty page");
        assertThat(guarded.call()).isEqualTo(page);
        assertThat(log.get(0)).asString().contains("admitted=8");
        assertThat(log.get(1)).asString().contains("UP");
    }

    private CompletableFuture<String> queryAsync(String words) throws IOException {
        return CompletableFuture.completedFuture(query(words));
    }

    private String query(String words) throws IOException, CallNotPermittedException {
        if (words.isBlank()) {
            throw new IOException("nothing to search for");
        }
        return "page on " + words;
    }
}
