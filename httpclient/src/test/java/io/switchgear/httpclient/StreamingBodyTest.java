package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchgear.CircuitBreaker;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that is handed out before it has been read settles its call at the headers; one failure more if it breaks off. */
class StreamingBodyTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    @TempDir
    Path folder;

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "api",
            c -> HttpClassifier.configure(c)
                    .ticker(ticker)
                    .tripWhen(TripRule.failureCount(2))
                    .openFor(Backoff.fixed(Duration.ofSeconds(5)))
                    .halfOpen(HalfOpen.probes(2))));
    private final HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);

    @ParameterizedTest
    @MethodSource("io.switchgear.httpclient.BodySample#streaming")
    <T> void shouldCountOneFailureMoreWhenItBreaksOff(BodySample<T> sample) throws Exception {
        for (Exchange exchange : Exchange.values()) {
            breaker.reset("the next way of sending");
            long successes = breaker.snapshot().totals().successes();
            long failures = breaker.snapshot().totals().failures();
            try (RawServer server = RawServer.sending(RawServer.HALF)) {
                HttpResponse<T> response =
                        exchange.by(client, server.get(), sample.handler().make(folder));
                assertThat(breaker)
                        .hasSuccesses(successes + 1)
                        .hasFailures(failures)
                        .hasNothingInFlight();

                server.release();
                assertThatThrownBy(() -> sample.reading().read(response.body())).isNotNull();
                assertThat(breaker).hasSuccesses(successes + 1).hasFailures(failures + 1);
            }
        }
        assertThat(breaker).isClosed();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountABreakOffThatNobodyReads(Exchange exchange) throws Exception {
        try (RawServer server = RawServer.sending(RawServer.HALF.replace("half\n", ""))) {
            HttpResponse<InputStream> response = exchange.by(client, server.get(), BodyHandlers.ofInputStream());
            assertThat(breaker).hasNothingInFlight();
            server.release();
            await().untilAsserted(() -> assertThat(breaker).hasSuccesses(1).hasFailures(1));
            response.body().close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountNothingWhenTheReaderClosesIt(Exchange exchange) throws Exception {
        try (RawServer server = RawServer.sendingAndHanging(RawServer.HALF)) {
            HttpResponse<InputStream> response = exchange.by(client, server.get(), BodyHandlers.ofInputStream());
            response.body().close();
            server.awaitHangUp();
            assertThat(breaker).hasAdmitted(1).hasSuccesses(1).hasNothingInFlight();
        }
    }

    @Test
    void shouldOpenWhenBodiesKeepBreakingOff() throws Exception {
        for (int i = 0; i < 2; i++) {
            breakOff();
        }
        assertThat(breaker).isOpen().hasSuccesses(2).hasFailures(2);
        assertThat(breaker.snapshot().lastTrip().orElseThrow().metrics().lastFailure())
                .hasValueSatisfying(failure -> assertThat(failure.description()).contains("IOException"));
    }

    @Test
    void shouldLeaveAnOpenBreakerAsItIs() throws Exception {
        try (RawServer server = RawServer.sending(RawServer.HALF)) {
            HttpResponse<InputStream> response = client.send(server.get(), BodyHandlers.ofInputStream());
            breaker.open(Duration.ofSeconds(5), "a test");
            ticker.advance(Duration.ofSeconds(5));
            server.release();
            assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
        }
        assertThat(breaker).isProbeDue().hasAdmitted(1).hasFailures(0).hasRejected(0);
    }

    @Test
    void shouldNotBlameAProbeForABodyFromBefore() throws Exception {
        try (RawServer server = RawServer.sending(RawServer.HALF)) {
            HttpResponse<InputStream> response = client.send(server.get(), BodyHandlers.ofInputStream());
            breaker.open(Duration.ZERO, "a test");
            try (var probe = breaker.acquire()) {
                assertThat(breaker).isHalfOpen();
                server.release();
                assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
                assertThat(breaker).isHalfOpen().hasInFlight(1).hasFailures(0);
                probe.success();
            }
            breaker.acquire().success();
        }
        assertThat(breaker).isClosed();
    }

    @Test
    void shouldCountABreakOffWhileOnlyLookingOn() throws Exception {
        breaker.metricsOnly("a test");
        breakOff();
        assertThat(breaker).hasSuccesses(1).hasFailures(1);
    }

    private void breakOff() throws Exception {
        try (RawServer server = RawServer.sending(RawServer.HALF)) {
            HttpResponse<InputStream> response = client.send(server.get(), BodyHandlers.ofInputStream());
            server.release();
            assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }
}
