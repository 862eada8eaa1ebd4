// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.http.HttpClassifier;
import io.switchgear.recovery.Backoff;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Timeouts that a library puts on from outside, which reach the client as cancellations: the breaker's defaults notice a server
 * that hangs behind it within ten calls. Only the library's timeouts are real time: each reading of the breaker's clock is later
 * than the one before by more than {@code abandonedAfter}, however busy the machine is.
 */
abstract class LibraryContract {
    private static final long STEP_NANOS = Duration.ofMillis(1_100).toNanos();
    private static final Duration SHORT = Duration.ofMillis(60);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String HEADERS_ONLY = RawServer.HALF.replace("half\n", "");

    private final AtomicLong nanos = new AtomicLong();
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "api",
            c -> HttpClassifier.configure(c)
                    .ticker(() -> nanos.addAndGet(STEP_NANOS))
                    .openFor(Backoff.fixed(Duration.ofDays(1)))); // so that it is still open when the test looks
    private final HttpClient client = CircuitBreakerHttpClient.of(HttpClient.newHttpClient(), breaker);

    void hang(Library library) throws Exception {
        giveUp(library, "");
        assertThat(breaker).hasSuccesses(0);
    }

    /**
     * The headers come and the body stalls: no timeout of the client itself ends that. No byte of it comes, so that its reader
     * has asked for more whenever the timeout comes.
     */
    void stall(Library library) throws Exception {
        giveUp(library, HEADERS_ONLY);
    }

    private void giveUp(Library library, String bytes) throws Exception {
        try (RawServer well = well()) {
            library.get(HttpClient.newHttpClient(), well, LONG); // so that no class is loaded within a timeout
        }
        try (RawServer server = RawServer.sendingAndHanging(bytes)) {
            for (int i = 0; i < 10 && breaker.state() == State.CLOSED; i++) {
                assertThatThrownBy(() -> library.get(client, server, SHORT)).isNotNull();
            }
            await().untilAsserted(() -> assertThat(breaker).isOpen());
        }
    }

    private static RawServer well() throws IOException {
        return new RawServer((server, connection) -> RawServer.write(connection, RawServer.HALF + "half\n"));
    }

    void goWell(Library library) throws Exception {
        try (RawServer well = well()) {
            for (int i = 0; i < 10; i++) {
                library.get(client, well, LONG);
            }
        }
        assertThat(breaker).isClosed().hasSuccesses(10).hasNothingInFlight();
    }
}
