// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The bodies of Spring's blocking clients: the end of each decides what its call counts as. */
class RestClientBodiesTest {
    private final CircuitBreaker breaker = HttpBreaker.touchy();

    @AutoClose
    private final Server well = Server.well();

    @AutoClose
    private final Server breakingOff = Server.breakingOff();

    @ParameterizedTest
    @EnumSource
    void shouldCountABodyThatIsReadToItsEnd(Factory factory) {
        assertThat(get(factory.client(breaker), well)).isEqualTo("0123456789");
        assertThat(breaker).isClosed().hasSuccesses(1).hasNothingInFlight();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountABodyThatIsNeverReadAsASuccess(Factory factory) {
        factory.client(breaker).get().uri(well.url()).retrieve().toBodilessEntity();
        assertThat(breaker).isClosed().hasSuccesses(1).hasNothingInFlight();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountABodyThatIsClosedEarlyAsASuccess(Factory factory) {
        int first = factory.client(breaker)
                .get()
                .uri(well.url())
                .exchange((request, response) -> response.getBody().read());
        assertThat(first).isEqualTo('0');
        assertThat(breaker).isClosed().hasSuccesses(1).hasNothingInFlight();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountABodyThatBreaksOffAsAFailure(Factory factory) {
        RestClient client = factory.client(breaker);
        if (factory == Factory.SIMPLE) {
            try {
                assertThat(get(client, breakingOff))
                        .as("what that client takes for the body on JDK 17")
                        .isEqualTo("01234");
            } catch (RestClientException noticed) { // by newer JDKs
                assertThat(noticed).hasRootCauseMessage("Premature EOF");
            }
        } else {
            assertThatThrownBy(() -> get(client, breakingOff)).isInstanceOf(RestClientException.class);
        }
        assertThat(breaker).isOpen().hasFailures(1).hasSuccesses(0).hasNothingInFlight();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAnAnswerWithoutTheBodyThatItAnnouncesAsASuccess(Factory factory) {
        try (Server headersOnly = Server.answering("Content-Length: 10\r\n", new byte[0])) {
            byte[] nothing = factory.client(breaker)
                    .head()
                    .uri(headersOnly.url())
                    .exchange((request, response) -> response.getBody().readAllBytes());
            assertThat(nothing).isEmpty();
        }
        assertThat(breaker).isClosed().hasSuccesses(1).hasNothingInFlight();
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountACompressedBodyAsASuccess(Factory factory) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write("0123456789".getBytes(StandardCharsets.US_ASCII));
        }
        String headers = "Content-Encoding: gzip\r\nContent-Length: " + compressed.size() + "\r\n";
        try (Server server = Server.answering(headers, compressed.toByteArray())) {
            byte[] body = factory.client(breaker)
                    .get()
                    .uri(server.url())
                    .exchange((request, response) -> response.getBody().readAllBytes());
            assertThat(body).isNotEmpty();
        }
        assertThat(breaker).isClosed().hasSuccesses(1).hasNothingInFlight();
    }

    @Test
    void shouldReadABodyThoughTheBreakersClockIsBroken() {
        AtomicBoolean broken = new AtomicBoolean();
        CircuitBreaker withClock = CircuitBreaker.of(
                "api",
                c -> HttpClassifier.configure(c).ticker(() -> {
                    if (broken.get()) {
                        throw new IllegalStateException("no time");
                    }
                    return System.nanoTime();
                }));
        byte[] body = Factory.JDK.client(withClock).get().uri(well.url()).exchange((request, response) -> {
            broken.set(true);
            return response.getBody().readAllBytes();
        });
        assertThat(body).hasSize(10);
        broken.set(false);
        assertThat(withClock).isClosed().hasAdmitted(1).hasFailures(0).hasNothingInFlight();
    }

    private static String get(RestClient client, Server server) {
        return client.get().uri(server.url()).retrieve().body(String.class);
    }
}
