// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertRejected;
import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.http.HttpClassifier;
import io.switchgear.testkit.NothingInFlight;
import java.lang.reflect.Method;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A builder for libraries that take nothing else builds guarded clients. */
class GuardedBuilderTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of("api", HttpClassifier::configure));
    private final HttpClient.Builder builder =
            CircuitBreakerHttpClient.newBuilder(client -> CircuitBreakerHttpClient.of(client, breaker));

    /** Knows nothing but the JDK's builder. */
    private static HttpClient built(HttpClient.Builder builder) {
        return builder.connectTimeout(Duration.ofSeconds(7))
                .followRedirects(Redirect.NORMAL)
                .version(Version.HTTP_1_1)
                .priority(3)
                .cookieHandler(new CookieManager())
                .build();
    }

    @Test
    void shouldBuildGuardedClientsWithWhatItWasTold() throws Exception {
        HttpClient client = built(builder);
        assertThat(client).isInstanceOf(CircuitBreakerHttpClient.class);
        assertThat(client.connectTimeout()).contains(Duration.ofSeconds(7));
        assertThat(client.followRedirects()).isEqualTo(Redirect.NORMAL);
        assertThat(client.version()).isEqualTo(Version.HTTP_1_1);
        assertThat(client.cookieHandler()).isPresent();
        try (LocalServer server = LocalServer.of(200)) {
            client.send(server.get("/"), BodyHandlers.ofString());
            built(builder).send(server.get("/"), BodyHandlers.ofString());
        }
        assertThat(breaker).as("of two clients of one builder").hasSuccesses(2);
    }

    @Test
    void shouldPassOnWhatABuilderHasOnLaterJdks() throws Exception {
        for (Method method : HttpClient.Builder.class.getMethods()) {
            if (method.getName().equals("localAddress")) { // since JDK 19
                assertThat(method.invoke(builder, InetAddress.getLoopbackAddress()))
                        .isSameAs(builder);
            }
        }
        assertThat(Arrays.stream(HttpClient.Builder.class.getMethods()).map(Method::getName))
                .contains("executor", "build");
    }

    @Test
    void shouldThrowWhatTheBuilderBehindThrows() {
        assertThatThrownBy(() -> builder.priority(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.executor(null)).isInstanceOf(NullPointerException.class);
        assertThat(builder.equals(builder)).isTrue();
        assertThat(builder.equals(CircuitBreakerHttpClient.newBuilder())).isFalse();
        assertThat(builder.toString()).contains("Builder");
    }

    @Test
    void shouldSayThatTheGuardIsMissing() {
        assertThatThrownBy(() -> CircuitBreakerHttpClient.newBuilder(null)).hasMessage("guard");
        assertThatThrownBy(() ->
                        CircuitBreakerHttpClient.newBuilder(client -> null).build())
                .hasMessage("the guard of the builder returned null instead of a client");
    }

    @Test
    void shouldGuardAlsoByTheNamesThatHttpClientHas() throws Exception {
        try (LocalServer sick = LocalServer.of(503)) {
            for (HttpClient client : new HttpClient[] {
                CircuitBreakerHttpClient.newHttpClient(),
                CircuitBreakerHttpClient.newBuilder().build()
            }) {
                for (int i = 0; i < 10; i++) {
                    client.send(sick.get("/"), BodyHandlers.ofString());
                }
                assertRejected(() -> client.send(sick.get("/"), BodyHandlers.ofString()));
            }
        }
    }
}
