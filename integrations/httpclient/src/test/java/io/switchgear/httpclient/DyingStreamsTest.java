// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpClassifier;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server all of whose streams break off after good headers is down, by any rule, closed and half-open. */
@Tag("C14")
class DyingStreamsTest {
    private static final Duration LONG_BODY = Duration.ofMinutes(3);

    private enum Rules implements UnaryOperator<CircuitBreakerConfigBuilder> {
        DEFAULTS {
            @Override
            public CircuitBreakerConfigBuilder apply(CircuitBreakerConfigBuilder config) {
                return config;
            }
        },
        RATE {
            @Override
            public CircuitBreakerConfigBuilder apply(CircuitBreakerConfigBuilder config) {
                return config.tripWhen(TripRule.failureRate(0.6));
            }
        },
        RUN {
            @Override
            public CircuitBreakerConfigBuilder apply(CircuitBreakerConfigBuilder config) {
                return config.tripWhen(TripRule.consecutiveFailures(5));
            }
        }
    }

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final ManualTicker ticker = new ManualTicker();

    @AutoClose
    final RawServer dying = new RawServer((server, connection) -> RawServer.write(connection, RawServer.HALF));

    DyingStreamsTest() throws IOException {}

    private CircuitBreaker breaker(UnaryOperator<CircuitBreakerConfigBuilder> rules) {
        return nothingInFlight.watch(CircuitBreaker.of(
                "api", c -> rules.apply(HttpClassifier.configure(c).ticker(ticker))));
    }

    private static HttpClient client(CircuitBreaker breaker) {
        return CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);
    }

    /** Reads to the end; false if the request was rejected. */
    private boolean stream(HttpClient client) throws InterruptedException {
        ticker.advance(Duration.ofMillis(300));
        try (InputStream body =
                client.send(dying.get(), BodyHandlers.ofInputStream()).body()) {
            body.readAllBytes();
            throw new AssertionError("the body is complete");
        } catch (HttpCallNotPermittedException rejected) {
            return false;
        } catch (IOException brokenOff) {
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenWhenAllStreamsBreakOffAndOpenAgainWhenProbesDo(Rules rules) throws Exception {
        CircuitBreaker breaker = breaker(rules);
        HttpClient client = client(breaker);
        int passed = 0;
        while (passed < 60 && stream(client)) {
            passed++;
        }
        assertThat(passed).isBetween(5, 10);
        assertThat(breaker).isOpen().hasSuccesses(0).hasFailures(passed);

        for (int opening = 2; opening < 6; opening++) {
            ticker.advance(Duration.ofMinutes(1));
            while (stream(client)) {
                assertThat(breaker).hasSuccesses(0);
            }
            assertThat(breaker).isOpen().hasConsecutiveOpenings(opening);
        }
    }

    @Test
    void shouldGiveTheProbesPlaceBackAtTheHeaders() throws Exception {
        CircuitBreaker breaker =
                breaker(config -> config.halfOpen(HalfOpen.probes(2).concurrent(1)));
        HttpClient client = client(breaker);
        breaker.open(Duration.ZERO, "a test");
        try (RawServer slow = RawServer.sendingAndHanging(RawServer.HALF)) {
            HttpResponse<InputStream> first = client.send(slow.get(), BodyHandlers.ofInputStream());
            client.send(slow.get(), BodyHandlers.ofInputStream()).body().close();
            await().untilAsserted(() ->
                    assertThat(breaker).isHalfOpen().hasSuccesses(1).hasInFlight(1));
            first.body().close();
            await().untilAsserted(
                            () -> assertThat(breaker).isClosed().hasSuccesses(2).hasNothingInFlight());
        }
    }

    @Test
    void shouldJudgeAProbeByTheBytesThatFlowAndNotByItsLength() throws Exception {
        CircuitBreaker breaker = breaker(Rules.DEFAULTS);
        HttpClient client = client(breaker);
        breaker.open(Duration.ZERO, "a test");
        byte[] part = new byte[100_000];
        try (RawServer slow = new RawServer((server, connection) -> {
            RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
            while (true) {
                connection.getOutputStream().write(part);
            }
        })) {
            try (InputStream body =
                    client.send(slow.get(), BodyHandlers.ofInputStream()).body()) {
                for (Duration flowing = Duration.ZERO;
                        flowing.compareTo(LONG_BODY) < 0;
                        flowing = flowing.plusSeconds(10)) {
                    ticker.advance(Duration.ofSeconds(10));
                    assertThat(body.readNBytes(400_000)).hasSize(400_000);
                }
                for (int i = 0; i < 2; i++) {
                    client.send(slow.get(), BodyHandlers.ofInputStream()).body().close();
                }
                await().untilAsserted(() -> assertThat(breaker).isClosed().hasFailures(0));
            }
        }
    }

    @Test
    void shouldNotBlameTheServerForAReaderWhoPauses() throws Exception {
        CircuitBreaker breaker = breaker(Rules.DEFAULTS);
        HttpClient client = client(breaker);
        breaker.open(Duration.ZERO, "a test");
        try (RawServer slow = new RawServer((server, connection) -> {
            RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n");
            connection.getOutputStream().write(new byte[10_000_000]);
        })) {
            HttpResponse<?> paused = client.send(slow.get(), BodyHandlers.ofPublisher());
            assertThat(paused.statusCode()).isEqualTo(200);
            ticker.advance(
                    breaker.config().halfOpen().probeTimeout().dividedBy(2).plusSeconds(1));
            for (int i = 0; i < 3; i++) {
                client.send(slow.get(), BodyHandlers.ofInputStream()).body().close();
            }
            await().untilAsserted(
                            () -> assertThat(breaker).isClosed().hasFailures(0).hasIgnored(1));
        }
    }
}
