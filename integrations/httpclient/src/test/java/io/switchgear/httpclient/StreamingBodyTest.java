// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that is handed out before it has been read is part of its call, which is counted once, when the body ends. */
@Tag("C14")
class StreamingBodyTest {
    private static final String HEADERS_ONLY = RawServer.HALF.replace("half\n", "");

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    @TempDir
    Path folder;

    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "api", c -> HttpClassifier.configure(c).ticker(ticker).tripWhen(TripRule.failureCount(100))));
    private final HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);

    @ParameterizedTest
    @MethodSource("io.switchgear.httpclient.BodySample#streaming")
    <T> void shouldBeOneFailureWhenItBreaksOff(BodySample<T> sample) throws Exception {
        for (Exchange exchange : Exchange.values()) {
            long failures = breaker.snapshot().totals().failures();
            try (RawServer server = RawServer.sending(RawServer.HALF)) {
                HttpResponse<T> response =
                        exchange.by(client, server.get(), sample.handler().make(folder));
                assertThat(breaker).hasInFlight(1).hasFailures(failures);

                server.release();
                assertThatThrownBy(() -> sample.reading().read(response.body())).isNotNull();
                assertThat(breaker).hasSuccesses(0).hasFailures(failures + 1).hasNothingInFlight();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.httpclient.BodySample#streaming")
    <T> void shouldBeOneSuccessWhenItIsComplete(BodySample<T> sample) throws Exception {
        for (Exchange exchange : Exchange.values()) {
            long successes = breaker.snapshot().totals().successes();
            try (RawServer server = new RawServer((self, connection) -> {
                RawServer.write(connection, RawServer.HALF);
                self.awaitRelease();
                RawServer.write(connection, "half\n");
            })) {
                HttpResponse<T> response =
                        exchange.by(client, server.get(), sample.handler().make(folder));
                assertThat(breaker).hasInFlight(1).hasSuccesses(successes);

                server.release();
                sample.reading().read(response.body());
                await().untilAsserted(() ->
                        assertThat(breaker).hasSuccesses(successes + 1).hasNothingInFlight());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeASuccessWhenItsReaderClosesIt(Exchange exchange) throws Exception {
        try (RawServer server = RawServer.sendingAndHanging(RawServer.HALF)) {
            HttpResponse<InputStream> response = exchange.by(client, server.get(), BodyHandlers.ofInputStream());
            assertThat(response.body().readNBytes(3)).hasSize(3);
            assertThat(breaker).hasInFlight(1);
            response.body().close();
            assertThat(breaker).hasAdmitted(1).hasSuccesses(1).hasNothingInFlight();
            server.awaitHangUp();
            assertThat(breaker).hasSuccesses(1).hasFailures(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountABreakOffThatNobodyReads(Exchange exchange) throws Exception {
        try (RawServer server = RawServer.sending(HEADERS_ONLY)) {
            HttpResponse<InputStream> response = exchange.by(client, server.get(), BodyHandlers.ofInputStream());
            server.release();
            await().untilAsserted(() -> assertThat(breaker).hasSuccesses(0).hasFailures(1));
            response.body().close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAFailedStatusWhenItIsHandedOut(Exchange exchange) throws Exception {
        try (RawServer server = RawServer.sending(RawServer.HALF.replace("200 OK", "503 Busy"))) {
            HttpResponse<InputStream> response = exchange.by(client, server.get(), BodyHandlers.ofInputStream());
            assertThat(breaker).hasFailures(1).hasNothingInFlight();
            server.release();
            assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
            assertThat(breaker).hasAdmitted(1).hasFailures(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountNothingWhenNobodyReadsIt(Exchange exchange) throws Exception {
        try (RawServer server = RawServer.sendingAndHanging(HEADERS_ONLY + "half\n");
                LocalServer other = LocalServer.of(200)) {
            exchange.by(client, server.get(), BodyHandlers.ofPublisher());
            Duration half = breaker.config().halfOpen().probeTimeout().dividedBy(2);
            ticker.advance(half);
            exchange.by(client, other.get("/"), BodyHandlers.ofString());
            assertThat(breaker).as("within the time to begin reading").hasInFlight(1);

            ticker.advance(Duration.ofSeconds(1));
            exchange.by(client, other.get("/"), BodyHandlers.ofString());
            assertThat(breaker).hasSuccesses(2).hasIgnored(1).hasNothingInFlight();
        }
    }

    @Test
    void shouldLeaveAnOpenBreakerAsItIs() throws Exception {
        try (RawServer server = RawServer.sending(RawServer.HALF)) {
            HttpResponse<InputStream> response = client.send(server.get(), BodyHandlers.ofInputStream());
            breaker.open(Duration.ofSeconds(5), "a test");
            server.release();
            assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
        }
        assertThat(breaker).isOpen().hasAdmitted(1).hasStale(1).hasFailures(0).hasRejected(0);
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
            breaker.acquire().success();
        }
        assertThat(breaker).isClosed();
    }

    @Test
    void shouldCountABreakOffInShadowMode() throws Exception {
        breaker.metricsOnly("a test");
        try (RawServer server = RawServer.sending(RawServer.HALF)) {
            HttpResponse<InputStream> response = client.send(server.get(), BodyHandlers.ofInputStream());
            server.release();
            assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
        }
        assertThat(breaker).hasSuccesses(0).hasFailures(1);
    }
}
