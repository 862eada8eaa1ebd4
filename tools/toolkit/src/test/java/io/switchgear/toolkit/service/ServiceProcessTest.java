// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service breaks in each of the ways that it is told to, and comes back. */
class ServiceProcessTest {
    private static final int PATIENCE_MILLIS = 30_000;
    /** Nothing comes however long one waits; this is how long the test does. */
    private static final int IMPATIENCE_MILLIS = 300;

    private final Queue<String> probes = new ConcurrentLinkedQueue<>();
    private ServiceProcess service;

    @BeforeEach
    void start() throws IOException {
        service = ServiceProcess.start(Pages.ANY, 0, "Probe-Of", (path, said) -> probes.add(path + " " + said));
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    private String get(String headers, int timeoutMillis) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(service.address(), timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            OutputStream out = socket.getOutputStream();
            out.write(("GET /prices/17 HTTP/1.1\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(read);
            if (read.size() == 0) {
                throw new EOFException();
            }
            return read.toString(StandardCharsets.US_ASCII);
        }
    }

    private String get() throws IOException {
        return get("", PATIENCE_MILLIS);
    }

    private void behave(Behaviour behaviour) throws IOException {
        service.behave(List.of("prices"), behaviour);
    }

    @Test
    void shouldAnswerWithEveryStatusClass() throws IOException {
        assertThat(get()).startsWith("HTTP/1.1 200 ").endsWith("x".repeat(64));
        behave(Behaviour.ERRORS);
        assertThat(get()).matches("(?s)HTTP/1.1 50[024] .*");
        behave(Behaviour.THROTTLES);
        assertThat(get()).matches("(?s)HTTP/1.1 (429|503) .*Retry-After: [01]\r\n.*");
        behave(Behaviour.ANY_STATUS);
        assertThat(get()).matches("(?s)HTTP/1.1 [2345]\\d\\d .*");
    }

    @Test
    void shouldBreakOffAnAnswer() throws IOException {
        behave(Behaviour.CUTS);
        assertThat(get()).contains("Content-Length: 64").endsWith("\r\n" + "x".repeat(32));
        behave(Behaviour.RESETS);
        assertThatThrownBy(this::get).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        behave(Behaviour.HANGS);
        assertThatThrownBy(() -> get("", IMPATIENCE_MILLIS)).isInstanceOf(SocketTimeoutException.class);
        behave(Behaviour.DRIPS);
        assertThat(get()).startsWith("HTTP/1.1 200 ").endsWith("x".repeat(64));
    }

    @Test
    void shouldComeBackOnTheSamePortAfterAKillWithWhatItWasTold() throws IOException {
        long pid = service.pid();
        service.kill();
        assertThatThrownBy(this::get).isInstanceOf(ConnectException.class);
        assertThat(ProcessHandle.of(pid)).isEmpty();
        behave(Behaviour.ERRORS);

        service.resume();

        assertThat(get()).matches("(?s)HTTP/1.1 50[024] .*");
        assertThat(service.pid()).isNotEqualTo(pid);
    }

    @Test
    void shouldAcceptButNotAnswerWhileStopped() throws IOException {
        service.stop();
        assertThatThrownBy(() -> get("", IMPATIENCE_MILLIS)).isInstanceOf(SocketTimeoutException.class);
        behave(Behaviour.ERRORS);

        service.resume();

        assertThat(get()).matches("(?s)HTTP/1.1 50[024] .*");
    }

    @Test
    void shouldEndAStoppedProcess() throws IOException {
        long pid = service.pid();
        service.stop();

        service.close();

        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void shouldReportProbesBeforeItAnswers() throws IOException {
        behave(Behaviour.HANGS);
        assertThatThrownBy(() -> get("Probe-Of: 7\r\n", IMPATIENCE_MILLIS)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> get("", IMPATIENCE_MILLIS)).isInstanceOf(IOException.class);
        await().until(() -> !probes.isEmpty());

        service.kill();

        assertThat(probes).containsExactly("/prices/17 7");
    }

    @Test
    void shouldSayThatTheProcessDiedByItself() {
        ProcessHandle.of(service.pid()).orElseThrow().destroyForcibly();

        assertThatThrownBy(() -> behave(Behaviour.ERRORS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended with exit code 137");
    }
}
