// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.micrometer.PromQl.LabelMatcher;
import io.switchgear.micrometer.PromQl.Selector;
import io.switchgear.recovery.Shedding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The dashboard and the alert rules name only metrics, labels and values that a scrape has. */
@Tag("prometheus-registry")
class MonitoringFilesTest {
    private static final Path FOLDER = Path.of("..", "..", "docs", "monitoring");
    /** Labels that Prometheus gives to what it scrapes. */
    private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");

    private static final Path PAGE = FOLDER.resolveSibling("monitoring.md");
    private static final Pattern ALERT_ROW = Pattern.compile("\\| `(CircuitBreaker\\w+)` \\| (\\w+) \\|.*");
    private static final Pattern METRIC = Pattern.compile("\\bswitchgear_\\w+");
    /** The time that an alert waits, in words; those that wait for nothing look back over 15 minutes. */
    private static final Map<String, String> TIMES =
            Map.of("5m", "5 minutes", "10m", "10 minutes", "15m", "15 minutes", "1h", "an hour", "1d", "a day");

    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final Pattern TEMPLATE_LABEL = Pattern.compile("\\$labels\\.(\\w+)");
    private static final Pattern VARIABLE = Pattern.compile("label_values\\((.+), *(\\w+)\\)");

    private static Scrape scrape;

    /** A scrape in which everything is there that is there only at times. */
    @BeforeAll
    static void scrapeEverything() throws Exception {
        Rig rig = new Rig();
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(rig.config);
        try (ScrapedRegistry prometheus = new ScrapedRegistry()) {
            CircuitBreakerMetrics.of(breakers).withDurations().bindTo(prometheus.registry);
            breakers.get("search").acquire().failure();
            breakers.get("mail").open(Duration.ofMinutes(1), "by hand");
            breakers.keyed("hosts", 10);
            breakers.register(
                    "prices", rig.config.toBuilder().shedding(Shedding.excess()).build());
            scrape = prometheus.scrape();
        }
    }

    @Test
    void shouldNameOnlyWhatIsThereInTheDashboard() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(FOLDER.resolve("grafana-dashboard.json").toFile());
        List<String> expressions = new ArrayList<>();
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                String expression = target.get("expr").asText();
                assertThat(labelsIn(LEGEND_LABEL, target.get("legendFormat").asText()))
                        .as("labels in the legend of %s", panel.get("title"))
                        .isSubsetOf(PromQl.parse(expression).labels());
                expressions.add(expression);
            }
        }
        assertThat(expressions).hasSizeGreaterThan(10).allSatisfy(MonitoringFilesTest::check);
        JsonNode variable = dashboard.at("/templating/list/1");
        var query = VARIABLE.matcher(variable.at("/query/query").asText());
        assertThat(query.matches()).as("%s", variable).isTrue();
        assertThat(scrape.values(query.group(1), query.group(2))).contains("search", "hosts");
        assertThat(variable.get("definition")).isEqualTo(variable.at("/query/query"));
    }

    @Test
    void shouldNameOnlyWhatIsThereInTheAlertRules() throws IOException {
        List<Map<?, ?>> rules = maps(load("alerts.yml").get("groups")).stream()
                .flatMap(group -> maps(group.get("rules")).stream())
                .toList();
        assertThat(rules).hasSizeGreaterThan(3);
        for (Map<?, ?> rule : rules) {
            String expression = (String) rule.get("expr");
            check(expression);
            assertThat(labelsIn(TEMPLATE_LABEL, rule.get("annotations").toString()))
                    .as("labels in the annotations of %s", rule.get("alert"))
                    .isNotEmpty()
                    .allSatisfy(label -> assertThat(hasLabel(PromQl.parse(expression), label))
                            .isTrue());
        }
    }

    @Test
    void shouldTestTheAlertRulesWithWhatIsThere() throws IOException {
        Set<Object> alerts = new TreeSet<>();
        for (Map<?, ?> test : maps(load("alerts-test.yml").get("tests"))) {
            maps(test.get("input_series")).forEach(series -> check((String) series.get("series")));
            maps(test.get("alert_rule_test")).forEach(each -> alerts.add(each.get("alertname")));
        }
        assertThat(alerts)
                .as("each rule has a test for promtool")
                .containsExactlyInAnyOrderElementsOf(maps(load("alerts.yml").get("groups")).stream()
                        .flatMap(group -> maps(group.get("rules")).stream())
                        .map(rule -> rule.get("alert"))
                        .toList());
    }

    @Test
    void shouldTellOfEachAlertWithItsSeverityAndHowLongItTakes() throws IOException {
        Map<String, String> told = new TreeMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ALERT_ROW.matcher(line);
            if (row.matches()) {
                told.put(row.group(1), row.group(2));
            }
        }
        Map<String, String> rules = new TreeMap<>();
        for (Map<?, ?> group : maps(load("alerts.yml").get("groups"))) {
            for (Map<?, ?> rule : maps(group.get("rules"))) {
                String name = rule.get("alert").toString();
                rules.put(name, ((Map<?, ?>) rule.get("labels")).get("severity").toString());
                String time = TIMES.getOrDefault(String.valueOf(rule.get("for")), "15 minutes");
                String summary =
                        ((Map<?, ?>) rule.get("annotations")).get("summary").toString();
                assertThat(summary).as("summary of %s", name).contains(time);
                assertThat(Files.readAllLines(PAGE))
                        .as("%s on the page", name)
                        .anyMatch(line -> line.startsWith("| `" + name + "`") && line.contains(time));
            }
        }
        assertThat(told).isEqualTo(rules);
    }

    @Test
    void shouldTellOfEachMetricAndOfNoOther() throws IOException {
        Set<String> told = new TreeSet<>();
        try (Stream<Path> pages = Files.walk(FOLDER.getParent())) {
            for (Path page :
                    pages.filter(each -> each.toString().endsWith(".md")).toList()) {
                METRIC.matcher(Files.readString(page)).results().forEach(found -> told.add(found.group()));
            }
        }
        Set<String> there = new TreeSet<>(scrape.types().keySet());
        there.remove("switchgear_calls_duration_seconds_max"); // comes with the summary, as its count and its sum
        assertThat(told).isEqualTo(there);
    }

    private static Map<?, ?> load(String file) throws IOException {
        return new Yaml().load(Files.readString(FOLDER.resolve(file)));
    }

    private static List<Map<?, ?>> maps(Object list) {
        return ((List<?>) list)
                .stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
    }

    private static Set<String> labelsIn(Pattern pattern, String text) {
        Set<String> labels = new TreeSet<>();
        pattern.matcher(text).results().forEach(found -> labels.add(found.group(1)));
        return labels;
    }

    /** A label that what is aggregated keeps, or one that what is not aggregated has. */
    private static boolean hasLabel(PromQl parsed, String label) {
        return parsed.labels().isEmpty()
                ? OF_THE_TARGET.contains(label)
                        || parsed.selectors().stream()
                                .anyMatch(each ->
                                        !scrape.values(each.metric(), label).isEmpty())
                : parsed.labels().contains(label);
    }

    private static void check(String expression) {
        PromQl parsed = PromQl.parse(expression);
        assertThat(parsed.selectors()).as("metrics in %s", expression).isNotEmpty();
        for (Selector selector : parsed.selectors()) {
            assertThat(scrape.metrics()).as("metric in %s", expression).contains(selector.metric());
            for (LabelMatcher matcher : selector.matchers()) {
                check(selector.metric(), matcher, expression);
            }
        }
        assertThat(parsed.labels())
                .allSatisfy(label -> assertThat(OF_THE_TARGET.contains(label)
                                || parsed.selectors().stream()
                                        .anyMatch(each -> !scrape.values(each.metric(), label)
                                                .isEmpty()))
                        .as("some metric of %s has the label %s", expression, label)
                        .isTrue());
    }

    /** The label is there, and each of the values that it is compared with; names of breakers are up to the user. */
    private static void check(String metric, LabelMatcher matcher, String expression) {
        if (OF_THE_TARGET.contains(matcher.label())) {
            return;
        }
        Set<String> there = scrape.values(metric, matcher.label());
        assertThat(there).as("values of %s in %s", matcher, expression).isNotEmpty();
        if (!matcher.label().equals("name")) {
            assertThat(there)
                    .as("values of %s in %s", matcher, expression)
                    .containsAll(Arrays.asList(matcher.value().split("\\|")));
        }
    }
}
