// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of an address that takes connections and never answers. */
class AsyncCallersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CircuitBreaker breaker = CircuitBreaker.of("demo");
    private final List<CallNotPermittedException> rejections = new CopyOnWriteArrayList<>();
    private ServerSocket silent;
    private Callers callers;

    @BeforeEach
    void listen() throws IOException {
        silent = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        silent.setSoTimeout((int) PATIENCE.toMillis());
        String target = "http://127.0.0.1:" + silent.getLocalPort() + "/";
        DemoOptions options = DemoOptions.of(null, target, null, null, 1, null, true, false);
        callers = options.scenario().client(target, Optional.of(breaker), options, rejections::add);
    }

    @AfterEach
    void close() throws IOException {
        callers.close();
        silent.close();
    }

    @Test
    void shouldCancelACallThatHangsThroughItsFuture() throws IOException {
        callers.callDueAt(System.nanoTime());
        try (Socket connection = silent.accept()) {
            assertThat(callers.tally().all().waiting())
                    .as("nobody waits for it")
                    .isOne();

            readToTheEnd(connection);

            callers.finish(PATIENCE);
            Figures figures = callers.tally().all();
            assertThat(figures.failed()).isOne();
            assertThat(figures.waiting()).isZero();
            assertThat(figures.p50())
                    .hasValueSatisfying(wait -> assertThat(wait).isGreaterThanOrEqualTo(Wire.TIMEOUT));
            assertThat(breaker.snapshot().totals().failures()).isOne();
            assertThat(breaker.snapshot().inFlight()).isZero();
        }
    }

    @Test
    void shouldGiveUpCallsUnderWayUncountedWhenClosed() throws IOException {
        callers.callDueAt(System.nanoTime());
        try (Socket connection = silent.accept()) {
            callers.finish(Duration.ZERO);
            callers.close();

            readToTheEnd(connection);

            assertThat(callers.tally().all().failed()).isZero();
            assertThat(callers.tally().all().waiting()).isOne();
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(breaker.snapshot().totals().ignored()).isOne());
        }
    }

    @Test
    void shouldTellRejectionsAndSendNothing() {
        breaker.forceOpen("a test");

        callers.callDueAt(System.nanoTime());

        assertThat(callers.tally().all().rejected()).isOne();
        assertThat(callers.sent()).isZero();
        assertThat(rejections)
                .singleElement()
                .satisfies(told -> assertThat(told).hasMessageContaining("a test"));
    }

    /** Returns when the other side has closed the connection. */
    private static void readToTheEnd(Socket connection) throws IOException {
        connection.setSoTimeout((int) PATIENCE.toMillis());
        try (InputStream in = connection.getInputStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }
}
