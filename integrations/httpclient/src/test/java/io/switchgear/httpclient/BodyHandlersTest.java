// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.NothingInFlight;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever becomes of a body, it is what the client behind would have made of it, and its call is one call. */
class BodyHandlersTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    @TempDir
    Path folder;

    @AutoClose
    final LocalServer server = LocalServer.of(200, "Content-Disposition", "attachment; filename=download");

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("api", HttpClassifier::configure));
    private final HttpClient plain = HttpClient.newHttpClient();
    private final HttpClient client = CircuitBreakerHttpClient.of(plain, breaker);

    BodyHandlersTest() throws IOException {}

    @ParameterizedTest
    @MethodSource("io.switchgear.httpclient.BodySample#all")
    <T> void shouldGiveTheBodyThatThePlainClientGives(BodySample<T> sample) throws Exception {
        for (Exchange exchange : Exchange.values()) {
            HttpResponse<T> expected =
                    plain.send(server.get("/"), sample.handler().make(folder));
            HttpResponse<T> response =
                    exchange.by(client, server.get("/"), sample.handler().make(folder));

            assertThat(sample.reading().read(response.body()))
                    .isEqualTo(sample.reading().read(expected.body()));
            assertThat(response.headers().firstValue("Content-Disposition")).isPresent();
        }
        assertThat(breaker).hasAdmitted(3).hasSuccesses(3).hasNothingInFlight();
    }

    @ParameterizedTest
    @MethodSource("io.switchgear.httpclient.BodySample#whole")
    <T> void shouldFailAsOneCallWhenABodyBreaksOffThatIsReadFirst(BodySample<T> sample) throws Exception {
        for (Exchange exchange : Exchange.values()) {
            try (RawServer breaking = new RawServer((server, connection) -> {
                RawServer.write(connection, RawServer.HALF.replace("\r\n\r\n", "\r\n" + FILE_NAME + "\r\n\r\n"));
            })) {
                assertThatThrownBy(() -> exchange.by(
                                client, breaking.get(), sample.handler().make(folder)))
                        .isInstanceOf(IOException.class);
            }
        }
        assertThat(breaker).hasAdmitted(3).hasFailures(3).hasNothingInFlight();
    }

    private static final String FILE_NAME = "Content-Disposition: attachment; filename=download";

    @ParameterizedTest
    @EnumSource
    void shouldPassOnWhatTheHandlerThrows(Exchange exchange) {
        assertThatThrownBy(() -> exchange.by(client, server.get("/"), info -> {
                    throw new IllegalStateException("no handler for " + info.statusCode());
                }))
                .hasStackTraceContaining("no handler for 200");
        assertThat(breaker).hasAdmitted(1).hasIgnored(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatIsWrongWhenTheHandlerGivesNothing(Exchange exchange) {
        assertThatThrownBy(() -> exchange.by(client, server.get("/"), info -> null))
                .hasStackTraceContaining("the body handler returned null instead of a BodySubscriber");
        assertThat(breaker).hasAdmitted(1).hasIgnored(1);
    }

    @Test
    void shouldPassOnWhatIsSent() throws Exception {
        try (LocalServer echo = new LocalServer(exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        })) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(echo.uri("/"))
                            .POST(BodyPublishers.ofString("hello"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.body()).isEqualTo("hello");
        }
    }
}
