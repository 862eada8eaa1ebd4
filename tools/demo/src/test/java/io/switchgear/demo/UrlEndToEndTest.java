// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchgear.toolkit.service.LocalService;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of an address that is not ours. */
class UrlEndToEndTest {
    private final LocalService service = new LocalService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void shouldCallItForTheGivenTimeAndNoMoreOftenThanCounted() throws Exception {
        try (DemoProcess demo = DemoProcess.start("--url", url(), "--seconds", "2", "--rate", "20")) {
            List<JsonNode> events = demo.all();

            assertThat(demo.process().exitCode()).isZero();
            JsonNode summary = events.get(events.size() - 1);
            assertThat(summary.at("/withBreaker/ok").asInt()).isBetween(20, 60).isEqualTo(service.requests());
            assertThat(summary.get("withoutBreaker").isNull()).isTrue();
            assertThat(events).filteredOn(event -> event.has("second")).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void shouldOpenWhenItFailsAndEndWellAtAnInterrupt() throws Exception {
        service.answers(500);
        try (DemoProcess demo = DemoProcess.start("--url", url(), "--rate", "20")) {
            assertThat(demo.next("change").get("to").asText()).isEqualTo("OPEN");

            demo.process().askToEnd();

            assertThat(demo.next("summary").at("/withBreaker/failed").asLong()).isPositive();
            assertThat(demo.process().exitCode()).isZero();
        }
    }

    @Test
    void shouldTakeAnUnreachableAddressAsFailing() throws Exception {
        String gone = url();
        service.close();
        try (DemoProcess demo = DemoProcess.start("--url", gone, "--rate", "20")) {
            JsonNode change = demo.next("change");

            assertThat(change.get("to").asText()).isEqualTo("OPEN");
            assertThat(change.get("lastFailure").asText()).contains("ConnectException");
        }
    }

    private String url() {
        return service.uri() + "health";
    }
}
