// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database's day that is stopped on its way, also while it hangs, leaves nothing of the database behind. */
class DatabaseEarlyEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"second", "service"})
    void shouldCleanUpWhenInterrupted(String event) throws Exception {
        try (DemoProcess demo = database()) {
            JsonNode start = demo.next("start");
            Path data = DemoProcess.dataFolders(start).get(0);
            demo.next(event);

            demo.process().askToEnd();

            assertThat(demo.next("summary").get("verdict").asText()).contains("interrupted");
            assertThat(demo.process().exitCode()).isEqualTo(130);
            assertThat(data.getParent()).doesNotExist();
            assertGone(start);
        }
    }

    @Test
    void shouldCleanUpWhenKilledWhileTheDatabaseHangs() throws Exception {
        try (DemoProcess demo = database()) {
            JsonNode start = demo.next("start");
            Path data = DemoProcess.dataFolders(start).get(0);
            demo.next("service");

            demo.process().kill();

            await().atMost(PATIENCE).until(() -> Files.notExists(data.getParent()));
            assertGone(start);
        }
    }

    /** Its first second is healthy, the first change is that it hangs. */
    private static DemoProcess database() throws Exception {
        return DemoProcess.start("--scenario", "database", "--seconds", "15", "--rate", "20");
    }

    private static void assertGone(JsonNode start) {
        await().atMost(PATIENCE).until(() -> !DemoProcess.isListening(start) && !DemoProcess.isRunning(start));
    }
}
