// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Shedding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus takes the alert rules, their tests, the metrics and the queries of the dashboard. */
@Tag("prometheus-server")
class RealPrometheusTest {
    private static final Path FOLDER = Path.of("..", "..", "docs", "monitoring");
    private static final Path ALERTS = FOLDER.resolve("alerts.yml");
    private static final Path NOTHING = Path.of("/dev/null");
    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    @TempDir
    private Path folder;

    @Test
    void shouldTakeTheAlertRules() throws Exception {
        assertThat(PrometheusProcess.promtool(NOTHING, "check", "rules", ALERTS.toString()))
                .contains("SUCCESS");
    }

    @Test
    void shouldPassTheTestsOfTheAlertRules() throws Exception {
        Path tests = FOLDER.resolve("alerts-test.yml");
        assertThat(PrometheusProcess.promtool(NOTHING, "test", "rules", tests.toString()))
                .contains("SUCCESS");
    }

    @Test
    void shouldFindNothingToSayAboutTheMetrics() throws Exception {
        try (Instance instance = new Instance()) {
            instance.live();
            Path scrape = Files.writeString(folder.resolve("scrape.txt"), instance.scraped.text());
            assertThat(PrometheusProcess.promtool(scrape, "check", "metrics")).isEmpty();
        }
    }

    @Test
    void shouldFireAlertsAndAnswerTheQueriesOfTheDashboard() throws Exception {
        Path rules = Files.writeString(
                folder.resolve("alerts.yml"), Files.readString(ALERTS).replaceAll("for: \\w+", "for: 1s"));
        try (Instance a = new Instance();
                Instance b = new Instance();
                PrometheusProcess prometheus =
                        new PrometheusProcess(folder, rules, List.of(a.scraped.address(), b.scraped.address()))) {
            Set<String> expected =
                    Stream.of(a, b).flatMap(Instance::alerts).collect(Collectors.toCollection(TreeSet::new));
            await("alerts").atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
                a.live();
                b.live();
                assertThat(firing(prometheus)).isEqualTo(expected);
            });
            for (JsonNode group : prometheus.get("rules").get("groups")) {
                assertThat(group.get("rules"))
                        .isNotEmpty()
                        .allSatisfy(rule -> assertThat(rule.get("health").asText())
                                .as("%s", rule)
                                .isEqualTo("ok"));
            }
            assertThat(prometheus.get("label/name/values?match[]=switchgear_calls_total"))
                    .extracting(JsonNode::asText)
                    .contains("search", "hosts");
            answersTheDashboard(prometheus);
        }
    }

    private static Set<String> firing(PrometheusProcess prometheus) throws Exception {
        Set<String> firing = new TreeSet<>();
        for (JsonNode alert : prometheus.get("alerts").get("alerts")) {
            if (alert.get("state").asText().equals("firing")) {
                JsonNode labels = alert.get("labels");
                firing.add(alert(
                        labels.get("instance").asText(),
                        labels.get("alertname").asText(),
                        labels.get("name").asText()));
            }
        }
        return firing;
    }

    private static String alert(String instance, String name, String breaker) {
        return name + " of " + breaker + " at " + instance;
    }

    private static void answersTheDashboard(PrometheusProcess prometheus) throws Exception {
        JsonNode dashboard = new ObjectMapper()
                .readTree(FOLDER.resolve("grafana-dashboard.json").toFile());
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                String query =
                        target.get("expr").asText().replace("$name", ".*").replace("$__rate_interval", "1m");
                List<String> labels = LEGEND_LABEL
                        .matcher(target.get("legendFormat").asText())
                        .results()
                        .map(found -> found.group(1))
                        .toList();
                assertThat(prometheus.query(query))
                        .as("%s: %s", panel.get("title").asText(), query)
                        .isNotEmpty()
                        .allSatisfy(series -> {
                            assertThat(labels)
                                    .allSatisfy(label -> assertThat(
                                                    series.get("metric").has(label))
                                            .isTrue());
                        })
                        .anySatisfy(series ->
                                assertThat(series.at("/value/1").asDouble()).isFinite());
                queries.add(query);
            }
        }
        assertThat(queries).hasSizeGreaterThan(15);
    }

    /** One instance of an application whose breakers and keys are in all states, and to which everything happens. */
    private static final class Instance implements AutoCloseable {
        final ScrapedRegistry scraped = new ScrapedRegistry();
        private final Rig rig =
                new Rig(config -> config.slowCallsOver(Duration.ofMillis(500)).logChanges(false));
        private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(rig.config);
        private final CircuitBreaker busy = breakers.get("busy");
        private final CircuitBreaker shadow = breakers.get("flags");
        private final CircuitBreaker broken = breakers.get("rules");
        private final KeyedCircuitBreaker<Integer> tenants = breakers.keyed("tenants", 2);
        private final KeyedCircuitBreaker<String> shards;
        private int round;

        Instance() throws Exception {
            CircuitBreakerMetrics.of(breakers).withDurations().bindTo(scraped.registry);
            breakers.get("search").acquire().failure();
            breakers.get("mail").forceOpen("by hand");
            breakers.get("stock").acquire();
            shadow.metricsOnly("first week");
            shadow.acquire().failure();
            broken.observeCalls(new CallObserver() {
                @Override
                public void settled(Outcome outcome, Duration took) {
                    throw new IllegalStateException("broken");
                }
            });
            for (int key = 0; key < 20; key++) {
                call("hosts", key, key < 15);
                call("many", key, key < 1);
            }
            KeyedCircuitBreaker<String> full = breakers.keyed("full", 1);
            full.forceOpen("a", "keeps its place");
            full.at("b").acquire().failure();
            CircuitBreakerConfig shedding =
                    rig.config.toBuilder().shedding(Shedding.excess()).build();
            breakers.register("prices", shedding).acquire().failure();
            shards = KeyedCircuitBreaker.of("shards", 1, shedding);
            breakers.register(shards);
            shards.disable("a", "keeps its place");
            shards.at("b").acquire().failure();
        }

        private void call(String keyed, int key, boolean fails) {
            Permit permit = breakers.<Integer>keyed(keyed, 20).at(key).acquire();
            if (fails) {
                permit.failure();
            } else {
                permit.success();
            }
        }

        /** Between two scrapes. */
        void live() {
            synchronized (scraped.registry) {
                Permit slow = busy.acquire();
                Permit late = busy.acquire();
                Permit abandoned = busy.acquire();
                rig.seconds(2);
                slow.success();
                abandoned.close();
                busy.acquire().ignore();
                busy.acquire().failure();
                busy.tryAcquire();
                late.success();
                busy.reset("so that it goes on");
                shadow.acquire().success();
                broken.acquire().success();
                breakers.get("prices").tryAcquire().ifPresent(Permit::failure); // the trickle
                shards.at("b").tryAcquire().ifPresent(Permit::failure);
                tenants.at(round++).acquire().success();
                call("many", 19, true);
                breakers.<Integer>keyed("many", 20).reset(19, "so that it goes on");
            }
        }

        /** What is to fire here, and nothing else is. */
        Stream<String> alerts() {
            return Stream.of(
                            "CircuitBreakerOpen search",
                            "CircuitBreakerFlapping busy",
                            "CircuitBreakerShedsMost prices",
                            "CircuitBreakerSheds prices",
                            "CircuitBreakerForcedOpen mail",
                            "CircuitBreakerForcedOpen full",
                            "CircuitBreakerDoesNotProtect flags",
                            "CircuitBreakerDoesNotProtect shards",
                            "CircuitBreakerWaitsForAProbe search",
                            "CircuitBreakerCallsHang stock",
                            "CircuitBreakerCallsAbandoned busy",
                            "CircuitBreakerUserCodeFails rules",
                            "CircuitBreakerKeysOpen hosts",
                            "CircuitBreakerSomeKeysOpen hosts",
                            "CircuitBreakerOverflowOpen full",
                            "CircuitBreakerOverflowOpen shards")
                    .map(each -> each.split(" "))
                    .map(each -> alert(scraped.address(), each[0], each[1]));
        }

        @Override
        public void close() {
            scraped.close();
        }
    }
}
