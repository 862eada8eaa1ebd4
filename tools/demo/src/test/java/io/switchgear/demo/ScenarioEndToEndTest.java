// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shortest day of each application, with the real thing that it depends on. */
class ScenarioEndToEndTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http     | /withBreaker/ok
                    database | /withBreaker/notes/ok/number taken
                    service  | /withBreaker/notes/rejected/the last good answer, at most 5 s old
                    boot     | /withBreaker/notes/ok/at the last known price
                    """)
    void shouldGoAsItShouldAndLeaveNothingBehind(String scenario, String counted) throws Exception {
        try (DemoProcess demo = DemoProcess.start("--scenario", scenario, "--seconds", "15", "--rate", "20")) {
            JsonNode start = demo.next("start");
            List<Path> folders = DemoProcess.dataFolders(start);
            assertThat(folders)
                    .hasSize(scenario.equals("database") ? 1 : 0)
                    .allSatisfy(path -> assertThat(path).exists());
            List<JsonNode> events = demo.all();
            JsonNode summary = events.get(events.size() - 1);

            assertThat(demo.process().exitCode()).as(summary.toString()).isZero();
            assertThat(start.get("scenario").asText()).isEqualTo(scenario);
            assertThat(summary.get("good").asBoolean()).isTrue();
            assertThat(summary.at(counted).asLong()).isPositive();
            assertSparedTheSickThing(summary);
            assertThat(demo.children()).isNotEmpty();
            // The system may take a moment to forget one that has ended.
            await().untilAsserted(() -> assertThat(demo.children()).noneMatch(ProcessHandle::isAlive));
            assertThat(folders).allSatisfy(path -> assertThat(path.getParent()).doesNotExist());
            assertThat(DemoProcess.isListening(start)).isFalse();
        }
    }

    private static void assertSparedTheSickThing(JsonNode summary) {
        assertThat(summary.get("faults")).hasSizeGreaterThanOrEqualTo(2).allSatisfy(fault -> {
            assertThat(fault.get("faultToOpenSeconds").asDouble()).isBetween(0.1, 4.0);
            assertThat(fault.get("recoveryToClosedSeconds").isNumber()).isTrue();
            assertThat(fault.at("/hits/withBreaker").asLong())
                    .isPositive()
                    .isLessThan(fault.at("/hits/withoutBreaker").asLong());
        });
        assertThat(summary.at("/sickHits/withBreaker").asLong() * 3)
                .isLessThan(summary.at("/sickHits/withoutBreaker").asLong() * 2);
        assertThat(summary.at("/withBreaker/lostWaitingSeconds").asDouble())
                .isLessThan(summary.at("/withoutBreaker/lostWaitingSeconds").asDouble());
        assertThat(summary.at("/withoutBreaker/rejected").asLong()).isZero();
        assertThat(summary.at("/withBreaker/rejected").asLong()).isPositive();
    }
}
