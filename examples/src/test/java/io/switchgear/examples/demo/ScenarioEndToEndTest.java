package io.switchgear.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shortest day of each application, with the real thing that it depends on. */
class ScenarioEndToEndTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http    | /withBreaker/ok
                    service | /withBreaker/notes/rejected/the last good answer, at most 5 s old
                    """)
    void shouldGoAsItShouldAndLeaveNothingBehind(String scenario, String counted) throws Exception {
        try (DemoProcess demo = DemoProcess.start("--scenario", scenario, "--seconds", "15", "--rate", "20")) {
            List<JsonNode> events = demo.all();
            JsonNode start = events.get(0);
            JsonNode summary = events.get(events.size() - 1);

            assertThat(demo.process().exitCode()).as(summary.toString()).isZero();
            assertThat(start.get("scenario").asText()).isEqualTo(scenario);
            assertThat(summary.get("good").asBoolean()).isTrue();
            assertThat(summary.at(counted).asLong()).isPositive();
            assertSparedTheSickThing(summary);
            assertThat(demo.children()).isNotEmpty().noneMatch(ProcessHandle::isAlive);
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
