// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shortest day, from start to end; each test looks at another side of it. */
class DayEndToEndTest {
    private static final int SECONDS = 15;
    private static final int RATE = 20;

    private static DemoProcess demo;
    private static List<JsonNode> events;

    @BeforeAll
    static void playTheDay() throws Exception {
        demo = DemoProcess.start("--seconds", "" + SECONDS, "--rate", "" + RATE, "--seed", "4");
        events = demo.all();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void shouldGoAsItShould() throws Exception {
        assertThat(demo.process().exitCode()).as(summary().toString()).isZero();
        assertThat(summary().get("good").asBoolean()).isTrue();
        assertThat(summary().get("state").asText()).isEqualTo("CLOSED");
    }

    @Test
    void shouldOpenInEachFaultAndCloseAfterIt() {
        List<JsonNode> faults = list(summary().get("faults"));

        assertThat(faults)
                .extracting(fault -> fault.get("fault").asText())
                .containsExactly("answers 503", "hangs", "killed");
        assertThat(faults).allSatisfy(fault -> {
            assertThat(fault.get("faultToOpenSeconds").asDouble()).isBetween(0.1, 3.0);
            assertThat(fault.get("recoveryToClosedSeconds").isNumber()).isTrue();
        });
    }

    @Test
    void shouldSpareTheSickServiceMostCalls() {
        assertThat(list(summary().get("faults"))).allSatisfy(fault -> {
            JsonNode hits = fault.get("hits");
            assertThat(hits.get("withBreaker").asLong())
                    .isPositive()
                    .isLessThan(hits.get("withoutBreaker").asLong());
        });
        JsonNode all = summary().get("sickHits");
        assertThat(all.get("withBreaker").asLong() * 3)
                .isLessThan(all.get("withoutBreaker").asLong() * 2);
    }

    @Test
    void shouldSpareCallersTheWaiting() {
        assertThat(summary().at("/withBreaker/lostWaitingSeconds").asDouble())
                .isLessThan(summary().at("/withoutBreaker/lostWaitingSeconds").asDouble());
    }

    @Test
    void shouldMakeTheSameCallsForBothClients() {
        long with = calls(summary().get("withBreaker"));

        assertThat(with).isEqualTo(calls(summary().get("withoutBreaker"))).isGreaterThan(SECONDS * RATE * 9 / 10);
        assertThat(summary().at("/withoutBreaker/rejected").asLong()).isZero();
        assertThat(summary().at("/withBreaker/rejected").asLong()).isPositive();
    }

    @Test
    void shouldStartWithTheStartAndEndWithTheSummary() {
        assertThat(name(events.get(0))).isEqualTo("start");
        assertThat(name(events.get(events.size() - 1))).isEqualTo("summary");
        assertThat(events).extracting(DayEndToEndTest::name).containsOnlyOnce("start", "summary");
    }

    @Test
    void shouldTellEachSecondOnce() {
        List<JsonNode> seconds = named("second");

        assertThat(seconds).hasSizeGreaterThanOrEqualTo(SECONDS);
        assertThat(seconds)
                .extracting(second -> second.get("second").asInt())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, seconds.size()).boxed().toList());
    }

    @Test
    void shouldTellEachChangeInOrderWithItsReason() {
        List<JsonNode> changes = named("change");
        String state = "CLOSED";
        for (int i = 0; i < changes.size(); i++) {
            JsonNode change = changes.get(i);
            assertThat(change.get("sequence").asInt()).isEqualTo(i + 1);
            assertThat(change.get("from").asText()).isEqualTo(state);
            assertThat(change.get("reason").asText()).isNotBlank();
            state = change.get("to").asText();
        }
        assertThat(changes).hasSizeGreaterThanOrEqualTo(9);
        assertThat(state).isEqualTo("CLOSED");
    }

    @Test
    void shouldLeaveNothingBehind() {
        assertThat(DemoProcess.isListening(events.get(0))).isFalse();
        assertThat(DemoProcess.isRunning(events.get(0))).isFalse();
    }

    private static JsonNode summary() {
        return events.get(events.size() - 1);
    }

    private static List<JsonNode> named(String name) {
        return events.stream().filter(event -> name(event).equals(name)).toList();
    }

    private static String name(JsonNode event) {
        return event.get("event").asText();
    }

    private static long calls(JsonNode figures) {
        return figures.get("ok").asLong()
                + figures.get("failed").asLong()
                + figures.get("rejected").asLong()
                + figures.get("waiting").asLong();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
