// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchgear.CallNotPermittedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationsTest {
    private final ObjectMapper mapper = new ObjectMapper();
    private final StringWriter out = new StringWriter();
    private final Report report = new JsonReport(new PrintWriter(out), new BareCalls());
    private final RampBreaker ramping = new RampBreaker();

    @Test
    void shouldTellTheFirstRejectionAfterEachChange() {
        Explanations explanations = explanations(true);
        ramping.open();
        CallNotPermittedException first = ramping.reject();
        explanations.rejected(first);
        explanations.rejected(ramping.reject());
        ramping.ramp();
        explanations.rejected(ramping.reject());
        explanations.rejected(ramping.reject());

        assertThat(told()).extracting(event -> event.get("reason").asText()).containsExactly("OPEN", "RAMP");
        JsonNode open = told().get(0);
        assertThat(open.get("event").asText()).isEqualTo("rejection");
        assertThat(open.get("state").asText()).isEqualTo("OPEN");
        assertThat(open.get("message").asText()).isEqualTo(first.getMessage());
        assertThat(open.get("retryAfterSeconds").asDouble()).isPositive();
        assertThat(open.get("atSeconds").isNumber()).isTrue();
    }

    @Test
    void shouldNotTellARejectionByAStateThatIsOver() {
        Explanations explanations = explanations(true);
        ramping.open();
        CallNotPermittedException straggler = ramping.reject();
        ramping.ramp();

        explanations.rejected(straggler);
        assertThat(told()).isEmpty();

        explanations.rejected(ramping.reject());
        assertThat(told()).hasSize(1);
    }

    @Test
    void shouldTellNothingUnlessWanted() {
        Explanations explanations = explanations(false);
        ramping.open();
        explanations.rejected(ramping.reject());

        assertThat(told()).isEmpty();
    }

    private Explanations explanations(boolean wanted) {
        Explanations explanations = new Explanations(wanted, report);
        Stopwatch clock = Stopwatch.start();
        ramping.later(Duration.ofSeconds(1));
        ramping.breaker.onStateChange(change -> explanations.after(change, clock));
        return explanations;
    }

    private List<JsonNode> told() {
        return out.toString().lines().map(this::json).toList();
    }

    private JsonNode json(String line) {
        try {
            return mapper.readTree(line);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
