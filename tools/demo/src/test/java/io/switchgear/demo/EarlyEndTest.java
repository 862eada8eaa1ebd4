// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A day that is stopped on its way leaves nothing behind. */
class EarlyEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void shouldPrintTheSummaryAndCleanUpWhenInterrupted() throws Exception {
        try (DemoProcess demo = DemoProcess.start("--seconds", "60")) {
            JsonNode start = demo.next("start");
            demo.next("second");

            demo.process().askToEnd();

            JsonNode summary = demo.next("summary");
            assertThat(summary.get("verdict").asText()).contains("interrupted");
            assertThat(summary.at("/withBreaker/ok").asLong()).isPositive();
            assertThat(demo.process().exitCode()).isEqualTo(130);
            assertThat(DemoProcess.isListening(start)).isFalse();
            assertThat(DemoProcess.isRunning(start)).isFalse();
        }
    }

    @Test
    void shouldNotLeaveTheServiceRunningWhenKilled() throws Exception {
        try (DemoProcess demo = DemoProcess.start("--seconds", "60")) {
            JsonNode start = demo.next("start");
            assertThat(DemoProcess.isListening(start)).isTrue();

            demo.process().kill();

            try {
                await().atMost(PATIENCE).until(() -> !DemoProcess.isListening(start) && !DemoProcess.isRunning(start));
            } finally {
                ProcessHandle.of(start.get("servicePid").asLong()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void shouldStopWhenNobodyReadsAnyMore() throws Exception {
        try (DemoProcess demo = DemoProcess.start("--seconds", "60")) {
            JsonNode start = demo.next("start");

            demo.process().stopReading();

            assertThat(demo.process().exitCode()).isEqualTo(130);
            assertThat(DemoProcess.isRunning(start)).isFalse();
        }
    }

    @Test
    void shouldSayThatTheServiceDiedByItself() throws Exception {
        try (DemoProcess demo = DemoProcess.start("--seconds", "15")) {
            long pid = demo.next("start").get("servicePid").asLong();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();

            List<JsonNode> events = demo.all();

            assertThat(demo.process().exitCode()).isEqualTo(1);
            assertThat(events).noneMatch(event -> event.get("event").asText().equals("summary"));
        }
    }
}
