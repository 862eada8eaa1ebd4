// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchgear.State;
import io.switchgear.micrometer.PromQl.Selector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The dashboard can be imported and shows each state. */
class DashboardTest {
    private static final Path FOLDER = Path.of("..", "..", "docs", "monitoring");

    /** The value of the timeline is a sum of powers of two, one for each state or pair of states in which calls are rejected. */
    @Test
    void shouldShowEveryStateThatRejectsCallsInTheTimeline() throws IOException {
        JsonNode timeline = new ObjectMapper()
                .readTree(FOLDER.resolve("grafana-dashboard.json").toFile())
                .at("/panels/0");
        List<Selector> selectors =
                PromQl.parse(timeline.at("/targets/0/expr").asText()).selectors();
        Set<String> states = new TreeSet<>();
        for (Selector selector : selectors) {
            selector.matchers().stream()
                    .filter(matcher -> matcher.label().equals("state"))
                    .forEach(matcher ->
                            states.addAll(Arrays.asList(matcher.value().split("\\|"))));
        }
        Set<State> passing = EnumSet.of(State.CLOSED, State.DISABLED, State.METRICS_ONLY);
        assertThat(states)
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(passing)).stream()
                        .map(state -> state.name().toLowerCase(Locale.ROOT))
                        .toList());
        JsonNode texts = timeline.at("/fieldConfig/defaults/mappings/0/options");
        assertThat(texts).hasSize(1 << selectors.size());
        for (int value = 0; value < texts.size(); value++) {
            assertThat(texts.at("/" + value + "/text").asText())
                    .as("text of %s", value)
                    .isNotEmpty();
            assertThat(texts.at("/" + value + "/color").asText())
                    .as("colour of %s", value)
                    .isNotEmpty();
        }
    }

    @Test
    void shouldHaveADashboardThatCanBeImported() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(FOLDER.resolve("grafana-dashboard.json").toFile());
        Set<Integer> ids = new TreeSet<>();
        Set<String> places = new TreeSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            assertThat(ids.add(panel.get("id").asInt())).as("id of %s", panel).isTrue();
            JsonNode at = panel.get("gridPos");
            for (int x = at.get("x").asInt();
                    x < at.get("x").asInt() + at.get("w").asInt();
                    x++) {
                for (int y = at.get("y").asInt();
                        y < at.get("y").asInt() + at.get("h").asInt();
                        y++) {
                    assertThat(places.add(x + "," + y))
                            .as("place of %s", panel.get("title"))
                            .isTrue();
                    assertThat(x).isLessThan(24);
                }
            }
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        }
        assertThat(dashboard.has("id")).as("Grafana gives the id").isFalse();
    }
}
