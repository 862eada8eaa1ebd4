// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shortest day of a breaker that opens beside one that sheds; each test looks at another side of it. */
class SheddingEndToEndTest {
    private static DemoProcess demo;
    private static List<JsonNode> events;

    @BeforeAll
    static void playTheDay() throws Exception {
        demo = DemoProcess.start("--shedding", "--seconds", "15", "--rate", "80", "--explain");
        events = demo.all();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    private static JsonNode summary() {
        return events.get(events.size() - 1);
    }

    private static List<JsonNode> named(String name) {
        return events.stream()
                .filter(event -> event.get("event").asText().equals(name))
                .toList();
    }

    @Test
    void shouldGoAsItShould() throws Exception {
        assertThat(demo.process().exitCode()).as(summary().toString()).isZero();
        assertThat(summary().get("state").asText()).isEqualTo("CLOSED");
    }

    @Test
    void shouldAnswerMoreThanABreakerThatOpensWhileAPartFails() {
        JsonNode fault = summary().at("/faults/0");
        assertThat(fault.get("fault").asText()).isEqualTo("fails 6 of 10");
        assertThat(fault.at("/ok/withBreaker").asLong())
                .as("%s", fault)
                .isGreaterThan(fault.at("/ok/withBreakerThatOpens").asLong());
    }

    @Test
    void shouldShedInBothFaultsAndNeverOpen() {
        assertThat(named("change"))
                .extracting(change -> change.get("to").asText())
                .contains("SHEDDING")
                .containsOnly("SHEDDING", "CLOSED");
        assertThat(summary().get("faults"))
                .hasSize(2)
                .allSatisfy(fault ->
                        assertThat(fault.get("faultToOpenSeconds").isNumber()).isTrue());
    }

    @Test
    void shouldTellTheShareOfEachSecond() {
        assertThat(named("second"))
                .filteredOn(second -> second.get("state").asText().equals("SHEDDING"))
                .isNotEmpty()
                .allSatisfy(
                        second -> assertThat(second.get("shedShare").asDouble()).isBetween(0.0, 1.0));
        assertThat(named("rejection"))
                .isNotEmpty()
                .allSatisfy(
                        event -> assertThat(event.get("message").asText()).startsWith("demo has been SHEDDING for "));
    }
}
