// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.RejectionReason;
import io.switchgear.StateChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The code on the page about monitoring. */
@Tag("prometheus-registry")
class MonitoringPageTest {
    private final CircuitBreaker mail = CircuitBreaker.of("mail");

    @Test
    void shouldShowWhatThePageSays() {
        // region bind
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

        CircuitBreakerMetrics.of(breakers).bindTo(meters); // all of them, plain and keyed, those to come included
        CircuitBreakerMetrics.of(mail).withDurations().bindTo(meters); // one that is in no registry, with a timer

        breakers.get("search");
        breakers.keyed("hosts", 1_000); // one set of meters, however many hosts
        String page = meters.scrape(); // what Prometheus gets to read
        // endregion

        assertThat(page)
                .contains("switchgear_state{name=\"search\",state=\"closed\"} 1.0")
                .contains("switchgear_calls_duration_seconds_count{name=\"mail\",outcome=\"success\"} 0")
                .contains("switchgear_keys_max{name=\"hosts\"} 1000.0");
    }

    @Test
    void shouldTellOfEachReasonOfARejectionAndEachKindOfChange() throws IOException {
        List<String> page = Files.readAllLines(Path.of("..", "..", "docs", "monitoring.md"));
        assertThat(page)
                .filteredOn(line -> line.startsWith("| `switchgear_calls_rejected_total`"))
                .singleElement()
                .satisfies(row -> assertThat(row).contains(words(RejectionReason.values())));
        assertThat(page)
                .filteredOn(line -> line.startsWith("| `switchgear_transitions_total`"))
                .singleElement()
                .satisfies(row -> assertThat(row).contains(words(StateChange.Kind.values())));
    }

    /** The constants as tags, each in backquotes. */
    private static List<String> words(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(each -> "`" + each.name().toLowerCase(Locale.ROOT) + "`")
                .toList();
    }
}
