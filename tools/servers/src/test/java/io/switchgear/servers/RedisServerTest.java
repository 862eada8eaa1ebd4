// SPDX-License-Identifier: Apache-2.0
package io.switchgear.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.switchgear.toolkit.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** It breaks when told, comes back, and leaves nothing. */
class RedisServerTest {
    @Test
    void shouldRefuseConnectionsWhenKilledAndComeBackEmptyOnTheSamePort() throws Exception {
        try (RedisServer server = RedisServer.start()) {
            assertThat(server.command("SET", "kept", "7")).isEqualTo("+OK");
            long pid = server.pid();

            server.kill();

            assertThat(server.isRunning()).isFalse();
            assertThatThrownBy(() -> server.command("PING")).hasMessageContaining("refused");
            server.startAgain();
            assertThat(server.command("EXISTS", "kept")).isEqualTo(":0");
            assertThat(server.pid()).isNotEqualTo(pid);
            assertThatThrownBy(server::startAgain).hasMessageContaining("kill it first");
        }
    }

    @Test
    void shouldAnswerNobodyWhileFrozenAndGoOnWhenThawed() throws Exception {
        try (RedisServer server = RedisServer.start()) {
            server.freeze();
            CompletableFuture<String> answer = new CompletableFuture<>();
            Thread asking = new Thread(() -> {
                try {
                    answer.complete(server.command("PING"));
                } catch (Exception broken) {
                    answer.completeExceptionally(broken);
                }
            });
            asking.start();
            assertThatThrownBy(() -> answer.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            server.thaw();
            assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("+PONG");
        }
    }

    @Test
    void shouldForgetEverythingWhenFlushed() throws Exception {
        try (RedisServer server = RedisServer.start()) {
            server.command("SET", "kept", "7");
            server.flush();
            assertThat(server.command("EXISTS", "kept")).isEqualTo(":0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"healthy", "frozen", "killed"})
    void shouldLeaveNothingBehind(String how) throws Exception {
        RedisServer server = RedisServer.start();
        long pid = server.pid();
        breakIt(server, how);

        server.close();

        assertThat(server.folder()).doesNotExist();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        server.close(); // once more does nothing
    }

    @Test
    void shouldLeaveNothingBehindWhenItsOwnerIsKilled() throws Exception {
        try (ChildJvm owner = ChildJvm.start(FrozenRedis.class)) {
            Path folder = Path.of(owner.line());
            long pid = Long.parseLong(owner.line());
            assertThat(folder).isDirectory();

            owner.kill();

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(Files.exists(folder)).isFalse();
                assertThat(ProcessHandle.of(pid).flatMap(handle -> handle.info().command()))
                        .isEmpty();
            });
        }
    }

    private static void breakIt(RedisServer server, String how) throws Exception {
        switch (how) {
            case "frozen" -> server.freeze();
            case "killed" -> server.kill();
            default -> assertThat(server.isRunning()).isTrue();
        }
    }

    /** A program that starts a server, freezes it, says where it is, waits, and never closes it. */
    static final class FrozenRedis {
        private FrozenRedis() {}

        public static void main(String[] nothing) throws Exception {
            RedisServer server = RedisServer.start();
            server.freeze();
            System.out.println(server.folder());
            System.out.println(server.pid());
            new CountDownLatch(1).await();
        }
    }
}
