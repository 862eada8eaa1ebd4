// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.http.HttpCallNotPermittedException;
import io.switchgear.http.HttpClassifier;
import io.switchgear.httpclient.CircuitBreakerHttpClient;
import io.switchgear.toolkit.service.LocalService;
import io.switchgear.trip.TripRule;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same application with the JDK's client and with the drop-in, over real sockets. */
class WeatherTest {
    private enum Client {
        PLAIN,
        DROP_IN
    }

    private final LocalService service = new LocalService();

    private final CircuitBreaker breaker =
            CircuitBreaker.of("weather", c -> HttpClassifier.configure(c).tripWhen(TripRule.consecutiveFailures(2)));

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellTheWeather(Client client) throws Exception {
        service.answers(200, "rain");

        assertThat(weather(client).in("New York")).contains("rain");
        assertThat(service.paths()).containsExactly("/weather/New%20York");
        assertThat(service.header("User-Agent")).isEqualTo("the test");
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeACityThatTheServiceDoesNotKnowForAnAnswer(Client client) throws Exception {
        service.answers(404, "");
        Weather weather = weather(client);

        for (int i = 0; i < 4; i++) {
            assertThat(weather.in("Atlantis")).isEmpty();
        }
        assertThat(service.paths()).hasSize(4);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldThrowWhatSaysThatSomethingIsWrong(Client client) {
        service.answers(503, "");

        assertThatIOException()
                .isThrownBy(() -> weather(client).in("Bergen"))
                .withMessageContaining("/weather/Bergen answered 503");
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotWaitForEver(Client client) {
        service.hangs();

        assertThatThrownBy(() -> weather(client).in("Bergen")).isInstanceOf(HttpTimeoutException.class);
    }

    @ParameterizedTest
    @EnumSource
    void shouldThrowWhatTheClientThrowsWhenNobodyListens(Client client) {
        service.close();

        assertThatThrownBy(() -> weather(client).in("Bergen")).isInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveAServiceAloneThatIsDownIfTheClientIsTheDropIn(Client client) {
        service.answers(500, "");
        Weather weather = weather(client);
        for (int i = 0; i < 2; i++) {
            assertThatIOException().isThrownBy(() -> weather.in("Bergen")).withMessageContaining("500");
        }

        boolean dropIn = client == Client.DROP_IN;
        assertThatIOException()
                .isThrownBy(() -> weather.in("Bergen"))
                .satisfies(thrown -> assertThat(thrown instanceof HttpCallNotPermittedException)
                        .isEqualTo(dropIn));
        assertThat(service.paths()).hasSize(dropIn ? 2 : 3);
    }

    private Weather weather(Client client) {
        HttpClient plain = HttpClient.newHttpClient();
        return new Weather(
                client == Client.PLAIN ? plain : CircuitBreakerHttpClient.of(plain, breaker),
                service.uri(),
                "the test");
    }
}
