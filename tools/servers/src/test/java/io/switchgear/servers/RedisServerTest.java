// SPDX-License-Identifier: Apache-2.0
package io.switchgear.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchgear.toolkit.ChildJvm;
import io.switchgear.toolkit.FreePort;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RedisServerTest {
    private static String ask(RedisServer server, String command, Duration patience) throws IOException {
        try (Socket socket = new Socket(FreePort.loopback(), server.port())) {
            socket.setSoTimeout((int) patience.toMillis());
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[64];
            return new String(answer, 0, socket.getInputStream().read(answer), StandardCharsets.US_ASCII).strip();
        }
    }

    @Test
    void shouldFailInAllItsWaysAndComeBack() throws IOException {
        try (RedisServer server = RedisServer.start()) {
            assertThat(ask(server, "SET a 1", Duration.ofSeconds(10))).isEqualTo("+OK");
            server.freeze();
            assertThatThrownBy(() -> ask(server, "GET a", Duration.ofMillis(100)))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(server.isRunning()).isTrue();
            server.thaw();
            assertThat(ask(server, "GET a", Duration.ofSeconds(10))).startsWith("$1");

            server.freeze();
            server.kill();
            assertThat(server.isRunning()).isFalse();
            assertThatThrownBy(() -> ask(server, "GET a", Duration.ofSeconds(1)))
                    .isInstanceOf(IOException.class);
            server.startAgain();
            assertThat(ask(server, "GET a", Duration.ofSeconds(10))).as("empty").isEqualTo("$-1");
            assertThatThrownBy(server::startAgain).hasMessageContaining("already running");
        }
    }

    @Test
    void shouldEndWithItsOwner() throws IOException {
        try (ChildJvm owner = ChildJvm.start(RedisOwner.class)) {
            long pid = Long.parseLong(owner.line());
            assertThat(ProcessHandle.of(pid)).isPresent();
            owner.kill();
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            ProcessHandle.of(pid).map(each -> !each.isAlive()).orElse(true));
        }
    }

    /** A program that starts a server, says its process, waits, and never closes it. */
    static final class RedisOwner {
        private RedisOwner() {}

        public static void main(String[] none) throws Exception {
            RedisServer server = RedisServer.start();
            server.freeze();
            System.out.println(server.pid());
            new CountDownLatch(1).await();
        }
    }
}
