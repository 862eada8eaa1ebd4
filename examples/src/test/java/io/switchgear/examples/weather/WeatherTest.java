package io.switchgear.examples.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.httpclient.CircuitBreakerHttpClient;
import io.switchgear.httpclient.HttpCallNotPermittedException;
import io.switchgear.httpclient.HttpClassifier;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same application with the JDK's client and with the drop-in, against a server on loopback. */
class WeatherTest {
    private enum Client {
        PLAIN,
        DROP_IN
    }

    private final CircuitBreaker breaker =
            CircuitBreaker.of("weather", c -> HttpClassifier.configure(c).tripWhen(TripRule.consecutiveFailures(2)));
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile boolean silent;
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellTheWeather(Client client) throws Exception {
        assertThat(weather(client).in("New York")).contains("rain");
        assertThat(received).containsExactly("/weather/New%20York for the test");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKnowNothingOfACityThatTheServiceDoesNotKnow(Client client) throws Exception {
        status = 404;
        Weather weather = weather(client);

        for (int i = 0; i < 4; i++) {
            assertThat(weather.in("Atlantis")).isEmpty();
        }
        assertThat(received).as("a 404 is an answer").hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void shouldThrowWhatSaysThatSomethingIsWrong(Client client) {
        status = 503;

        assertThatIOException()
                .isThrownBy(() -> weather(client).in("Bergen"))
                .withMessageContaining("/weather/Bergen answered 503");
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotWaitForEver(Client client) {
        silent = true;

        assertThatThrownBy(() -> weather(client).in("Bergen")).isInstanceOf(HttpTimeoutException.class);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotAskAServiceThatIsDownIfTheClientIsTheDropIn(Client client) {
        status = 500;
        Weather weather = weather(client);
        for (int i = 0; i < 2; i++) {
            assertThatIOException().isThrownBy(() -> weather.in("Bergen"));
        }

        assertThatIOException()
                .isThrownBy(() -> weather.in("Bergen"))
                .satisfies(thrown -> assertThat(thrown instanceof HttpCallNotPermittedException)
                        .isEqualTo(client == Client.DROP_IN));
        assertThat(received).hasSize(client == Client.DROP_IN ? 2 : 3);
    }

    private Weather weather(Client client) {
        HttpClient plain = HttpClient.newHttpClient();
        return new Weather(
                client == Client.PLAIN ? plain : CircuitBreakerHttpClient.of(plain, breaker),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                "the test");
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(exchange.getRequestURI().getRawPath() + " for "
                + exchange.getRequestHeaders().getFirst("User-Agent"));
        if (!silent) {
            byte[] body = "rain".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }
    }
}
