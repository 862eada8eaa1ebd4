// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shortest day with everything that one can ask for; each test looks at another side of it. */
class AskedForEndToEndTest {
    private static DemoProcess demo;
    private static List<JsonNode> events;

    @BeforeAll
    static void playTheDay() throws Exception {
        demo = DemoProcess.start("--seconds", "18", "--rate", "20", "--ramp", "1s", "--async", "--explain");
        events = demo.all();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void shouldGoAsItShould() throws Exception {
        JsonNode summary = only("summary");

        assertThat(demo.process().exitCode()).as(summary.toString()).isZero();
        assertThat(summary.get("state").asText()).isEqualTo("CLOSED");
        assertThat(summary.get("faults")).hasSize(3).allSatisfy(fault -> {
            assertThat(fault.get("faultToOpenSeconds").isNumber()).isTrue();
            assertThat(fault.get("recoveryToClosedSeconds").asDouble()).isGreaterThanOrEqualTo(0.9);
        });
    }

    @Test
    void shouldTellWhatWasAskedFor() {
        JsonNode start = only("start");

        assertThat(start.get("rampSeconds").asDouble()).isEqualTo(1);
        assertThat(start.get("async").asBoolean()).isTrue();
        assertThat(start.get("workers").isNull()).isTrue();
    }

    @Test
    void shouldRampUpBeforeEachClosing() {
        List<JsonNode> changes = named("change");

        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).get("to").asText().equals("CLOSED")) {
                assertThat(changes.get(i).get("reason").asText()).isEqualTo("the ramp of 1 s is over");
                assertThat(changes.get(i - 1).get("reason").asText()).endsWith("ramping up over 1 s");
            }
        }
        assertThat(named("second"))
                .filteredOn(second -> second.get("rampShare").isNumber())
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(second -> {
                    assertThat(second.get("state").asText()).isEqualTo("HALF_OPEN");
                    assertThat(second.get("rampShare").asDouble()).isBetween(0.1, 1.0);
                });
    }

    @Test
    void shouldExplainARejectionAtMostOncePerChangeAndEachKindOfIt() {
        List<JsonNode> rejections = named("rejection");
        Set<String> reasons =
                rejections.stream().map(event -> event.get("reason").asText()).collect(Collectors.toSet());

        assertThat(rejections)
                .hasSizeLessThanOrEqualTo(named("change").size())
                .allSatisfy(event -> assertThat(event.get("message").asText())
                        .startsWith("demo has been " + event.get("state").asText() + " for "));
        assertThat(reasons).contains("OPEN", "PROBES_BUSY", "RAMP");
    }

    @Test
    void shouldLetTheBreakerHaveItsSayBeforeTheSummary() {
        assertThat(events.subList(events.size() - 3, events.size()))
                .extracting(event -> event.get("event").asText())
                .containsExactly("health", "snapshot", "summary");
        assertThat(only("health").get("status").asText()).isEqualTo("UP");
        JsonNode snapshot = only("snapshot");
        JsonNode counted = only("summary").get("withBreaker");
        assertThat(snapshot.get("inFlight").asLong()).isZero();
        assertThat(snapshot.get("admitted").asLong())
                .isEqualTo(counted.get("ok").asLong() + counted.get("failed").asLong());
        assertThat(rejected(snapshot)).isEqualTo(counted.get("rejected").asLong());
    }

    private static long rejected(JsonNode snapshot) {
        return snapshot.properties().stream()
                .filter(entry -> entry.getKey().startsWith("rejected."))
                .mapToLong(entry -> entry.getValue().asLong())
                .sum();
    }

    private static JsonNode only(String name) {
        assertThat(named(name)).hasSize(1);
        return named(name).get(0);
    }

    private static List<JsonNode> named(String name) {
        return events.stream()
                .filter(event -> event.get("event").asText().equals(name))
                .toList();
    }
}
