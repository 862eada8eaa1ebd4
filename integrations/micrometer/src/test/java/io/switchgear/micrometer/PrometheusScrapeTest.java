// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Snapshot;
import io.switchgear.State;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real Prometheus registry says over HTTP. */
@Tag("prometheus-registry")
class PrometheusScrapeTest {
    private static final int SERIES = 41;
    private static final int SERIES_OF_DURATIONS = 12;

    private final Rig rig = new Rig();
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(rig.config);
    private ScrapedRegistry prometheus;

    @BeforeEach
    void bind() throws Exception {
        prometheus = new ScrapedRegistry();
        CircuitBreakerMetrics.of(breakers).withDurations().bindTo(prometheus.registry);
    }

    @AfterEach
    void stop() {
        prometheus.close();
    }

    @Test
    void shouldSayWhatTheSnapshotSays() throws Exception {
        CircuitBreaker search = breakers.get("search");
        search.acquire().success();
        search.acquire().ignore();
        rig.seconds(3);
        search.acquire().failure();
        search.tryAcquire();
        search.tryAcquire();
        rig.seconds(4);

        Scrape scrape = prometheus.scrape();
        Snapshot snapshot = search.snapshot();
        assertThat(scrape.value("switchgear_calls_total", "name", "search", "outcome", "success"))
                .isEqualTo(snapshot.totals().successes())
                .isEqualTo(1);
        assertThat(scrape.value("switchgear_calls_total", "outcome", "failure")).isEqualTo(1);
        assertThat(scrape.value("switchgear_calls_total", "outcome", "ignored")).isEqualTo(1);
        assertThat(scrape.value("switchgear_calls_rejected_total", "reason", "open"))
                .isEqualTo(2);
        assertThat(scrape.value("switchgear_state", "state", "open")).isEqualTo(1);
        assertThat(scrape.value("switchgear_state", "state", "closed")).isZero();
        assertThat(scrape.value("switchgear_state_time_seconds_total", "state", "closed"))
                .isEqualTo(3);
        assertThat(scrape.value("switchgear_state_time_seconds_total", "state", "open"))
                .isEqualTo(4);
        assertThat(scrape.value("switchgear_probe_due_seconds")).isEqualTo(6);
        assertThat(scrape.value("switchgear_transitions_total", "from", "closed", "to", "open", "kind", "rule"))
                .isEqualTo(1);
        assertThat(scrape.value("switchgear_last_failure_timestamp_seconds"))
                .isEqualTo(snapshot.lastFailureAt().orElseThrow().toEpochMilli() / 1_000.0);
        assertThat(scrape.value("switchgear_calls_duration_seconds_count", "outcome", "success"))
                .isEqualTo(1);
        assertThat(scrape.samples()).hasSize(SERIES + SERIES_OF_DURATIONS + 1);
    }

    @Test
    void shouldNameAndTypeTheMetricsAsPrometheusDoes() throws Exception {
        breakers.get("search").forceOpen("so that nothing is optional");
        breakers.get("payments").acquire().failure();
        CircuitBreakerMetrics.of(KeyedCircuitBreaker.of("hosts", 10, rig.config))
                .bindTo(prometheus.registry);

        assertThat(prometheus.scrape().types())
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("switchgear_calls_consecutive", "gauge"),
                        Map.entry("switchgear_calls_duration_seconds", "summary"),
                        Map.entry("switchgear_calls_duration_seconds_max", "gauge"),
                        Map.entry("switchgear_calls_in_flight", "gauge"),
                        Map.entry("switchgear_calls_rejected_total", "counter"),
                        Map.entry("switchgear_calls_slow_total", "counter"),
                        Map.entry("switchgear_calls_total", "counter"),
                        Map.entry("switchgear_calls_would_reject_total", "counter"),
                        Map.entry("switchgear_keys", "gauge"),
                        Map.entry("switchgear_keys_evicted_total", "counter"),
                        Map.entry("switchgear_keys_max", "gauge"),
                        Map.entry("switchgear_keys_overflow", "gauge"),
                        Map.entry("switchgear_keys_shed_share", "gauge"),
                        Map.entry("switchgear_keys_transitions_total", "counter"),
                        Map.entry("switchgear_last_failure_timestamp_seconds", "gauge"),
                        Map.entry("switchgear_shed_share", "gauge"),
                        Map.entry("switchgear_probe_due_seconds", "gauge"),
                        Map.entry("switchgear_state", "gauge"),
                        Map.entry("switchgear_state_time_seconds_total", "counter"),
                        Map.entry("switchgear_transitions_total", "counter"),
                        Map.entry("switchgear_user_code_failures_total", "counter"),
                        Map.entry("switchgear_window_calls", "gauge"))));
    }

    @ParameterizedTest
    @EnumSource(names = "SHEDDING", mode = EnumSource.Mode.EXCLUDE) // in which no breaker starts
    void shouldHaveNoNumberThatStandsForNone(State state) throws Exception {
        breakers.register("search", rig.config.toBuilder().startIn(state).build());
        for (int scrape = 0; scrape < 2; scrape++) {
            assertThat(prometheus.scrape().samples())
                    .isNotEmpty()
                    .allSatisfy(sample -> assertThat(sample.value())
                            .as("%s", sample)
                            .isFinite()
                            .isNotNegative());
            assertThat(prometheus.scrape().metrics().contains("switchgear_probe_due_seconds"))
                    .isEqualTo(state == State.OPEN);
            rig.seconds(3_600);
        }
    }

    @Test
    void shouldSayNothingOfABreakerThatWasRemoved() throws Exception {
        breakers.get("search").acquire().failure();
        breakers.get("payments").acquire().failure();
        breakers.remove("search");
        assertThat(prometheus.text()).contains("payments").doesNotContain("search");
        breakers.remove("payments");
        assertThat(prometheus.text()).doesNotContain("switchgear");
    }

    @Test
    void shouldAnswerWhileBreakersComeGoAndChange() throws Exception {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        CompletableFuture<Void> traffic = CompletableFuture.runAsync(() -> {
            for (int round = 0; goesOn.get(); round++) {
                CircuitBreaker breaker = breakers.get("breaker " + round % 5);
                breaker.tryAcquire().ifPresent(permit -> permit.failure());
                breakers.remove(breaker.name());
            }
        });
        CircuitBreaker steady = breakers.get("steady");
        double last = 0;
        for (int scrape = 0; scrape < 100; scrape++) {
            steady.reset("again");
            steady.acquire().success();
            double now = prometheus.scrape().value("switchgear_calls_total", "name", "steady", "outcome", "success");
            assertThat(now).isEqualTo(last + 1);
            last = now;
        }
        goesOn.set(false);
        traffic.join();
        assertThat(prometheus.scrape().values("switchgear_state", "name")).containsExactly("steady");
    }

    @Test
    void shouldSayWhichStateInLowerCase() throws Exception {
        breakers.get("search");
        Scrape scrape = prometheus.scrape();
        for (State state : State.values()) {
            assertThat(scrape.values("switchgear_state", "state"))
                    .contains(state.name().toLowerCase(Locale.ROOT));
        }
    }
}
