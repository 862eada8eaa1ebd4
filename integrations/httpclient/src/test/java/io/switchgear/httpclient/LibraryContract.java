package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.time.Ticker;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Timeouts that a library puts on from outside, which reach the client as cancellations: the breaker's defaults notice a server
 * that hangs behind it within ten calls. Time runs much faster for the breaker than for the library.
 */
abstract class LibraryContract {
    private static final Ticker FAST = () -> System.nanoTime() * 25;
    private static final Duration SHORT = Duration.ofMillis(150);

    private final CircuitBreaker breaker =
            CircuitBreaker.of("api", c -> HttpClassifier.configure(c).ticker(FAST));
    private final HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);

    void hang(Library library) throws Exception {
        try (RawServer hanging = RawServer.sendingAndHanging("")) {
            giveUp(library, hanging, SHORT, 10);
            assertThat(breaker).isOpen().hasSuccesses(0);
        }
    }

    /**
     * The headers come and the body stalls: no timeout of the client itself ends that. Now and then headers come late, and no long
     * silence follows them.
     */
    void stall(Library library) throws Exception {
        try (RawServer stalling = RawServer.sendingAndHanging(RawServer.HALF)) {
            giveUp(library, stalling, SHORT.multipliedBy(2), 20);
            assertThat(breaker).isOpen();
        }
    }

    private void giveUp(Library library, RawServer server, Duration timeout, int times) {
        for (int i = 0; i < times && breaker.state() == State.CLOSED; i++) {
            assertThatThrownBy(() -> library.get(client, server, timeout)).isNotNull();
        }
    }

    void goWell(Library library) throws Exception {
        try (RawServer well =
                new RawServer((server, connection) -> RawServer.write(connection, RawServer.HALF + "half\n"))) {
            for (int i = 0; i < 10; i++) {
                library.get(client, well, Duration.ofSeconds(20));
            }
        }
        assertThat(breaker).isClosed().hasSuccesses(10).hasNothingInFlight();
    }
}
