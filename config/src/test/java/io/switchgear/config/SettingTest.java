// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.RetryHint;
import io.switchgear.recovery.Shedding;
import io.switchgear.trip.TripRule;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the schema says of each setting is true. */
class SettingTest {
    /** The settings of the builder that no text can hold, as the README explains. */
    private static final Set<String> CODE_ONLY =
            Set.of("probesWhen", "retryHint", "scheduler", "ticker", "random", "instantSource");
    /** How text reaches the settings of the builder. */
    private static final Map<String, Setting> REACHED = Map.ofEntries(
            Map.entry("window", Setting.WINDOW),
            Map.entry("tripWhen", Setting.FAILURE_RATE),
            Map.entry("slowCallsOver", Setting.SLOW_CALLS_OVER),
            Map.entry("abandonedAfter", Setting.ABANDONED_AFTER),
            Map.entry("ignoreAbandonedCalls", Setting.ABANDONED_AFTER),
            Map.entry("openFor", Setting.OPEN_FOR),
            Map.entry("halfOpen", Setting.PROBES),
            Map.entry("ramp", Setting.RAMP),
            Map.entry("shedding", Setting.SHEDDING),
            Map.entry("classify", Setting.IGNORE),
            Map.entry("maxHint", Setting.MAX_HINT),
            Map.entry("stackTraces", Setting.STACK_TRACES),
            Map.entry("failureMessages", Setting.FAILURE_MESSAGES),
            Map.entry("logChanges", Setting.LOG_CHANGES),
            Map.entry("startIn", Setting.START_IN));

    @Test
    void shouldReachEachSettingOfTheBuilderOrExplainItsAbsence() {
        Set<String> ofBuilder = Arrays.stream(CircuitBreakerConfigBuilder.class.getMethods())
                .filter(method -> method.getReturnType() == CircuitBreakerConfigBuilder.class)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ofBuilder)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(CODE_ONLY.stream(), REACHED.keySet().stream())
                        .toList());
    }

    @Test
    void shouldHaveEachKeyThatCorePrints() {
        Set<String> printed = new TreeSet<>();
        for (CircuitBreakerConfig config : List.of(
                CircuitBreakerConfig.builder().build(),
                CircuitBreakerConfig.builder()
                        .slowCallsOver(Duration.ofSeconds(1))
                        .tripWhen(TripRule.anyOf(
                                TripRule.slowCallRate(1),
                                TripRule.failureCount(1),
                                TripRule.stuckCalls(1, Duration.ofSeconds(1))))
                        .ramp(Ramp.over(Duration.ofSeconds(1)))
                        .shedding(Shedding.excess())
                        .classify(Classifier.ignore(RuntimeException.class).failOn(Exception.class))
                        .build())) {
            printed.addAll(SettingsText.of(config).keySet());
        }
        assertThat(Arrays.stream(Setting.values())
                        .filter(each -> each != Setting.CONFIG)
                        .map(Setting::key))
                .containsExactlyInAnyOrderElementsOf(printed);
    }

    @Test
    void shouldPrintFunctionsUnderOtherKeys() {
        CircuitBreakerConfig config = CircuitBreakerConfig.builder()
                .tripWhen(TripRule.when("a, b=1", metrics -> false))
                .retryHint(hint())
                .probesWhen((breaker, overdue) -> Duration.ZERO)
                .classify(Classifier.failIf(thrown -> false))
                .openFor(Backoff.of(openings -> Duration.ZERO))
                .build();

        Map<String, String> settings = SettingsText.of(config);
        assertThat(settings)
                .containsKeys("trip-when", "retry-hint", "probes-when")
                .doesNotContainKey("failure-rate");
        assertThat(settings).containsEntry("classify", "1 function");
        assertThatThrownBy(() -> SettingsText.read(settings))
                .hasMessageContaining("classify=1 function cannot be read: set it in code")
                .hasMessageContaining("open-for=a function in ");
    }

    private static RetryHint hint() {
        return (result, thrown) -> null;
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void shouldHaveTheDefaultOfCore(Setting setting) {
        String text = setting.defaultText();
        Map<String, String> ofCore =
                SettingsText.of(CircuitBreakerConfig.builder().build());
        String printed = ofCore.getOrDefault(setting.key(), "off");

        assertThat(setting.key()).matches("[a-z]+(-[a-z]+)*");
        assertThat(setting.description()).endsWith(".");
        if (text.matches("[\\w%]+") && setting != Setting.PROBES) { // alone, it requires all probes
            assertThat(SettingsFrom.own(setting.key() + "=" + text, "shedding=on", "ramp=1s"))
                    .hasToString(SettingsFrom.own("shedding=on", "ramp=1s").toString())
                    .satisfies(config -> assertThat(printed).isIn(text.toUpperCase(Locale.ROOT), text, "off"));
        }
    }

    /** For each setting: others that it needs, values in bounds, values out of bounds. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "window | 1ns;36500d | 0s;-1s;36501d | window-buckets=1",
                "window | 1 calls;1000000 calls | 0 calls;1000001 calls | minimum-calls=1",
                "window-buckets | 1;1000 | 0;1001 | ",
                "failure-rate | 0.000001;100% | 0;101%;-1 | ",
                "slow-call-rate | 0.000001;100% | 0;101% | slow-calls-over=1s",
                "minimum-calls | 1;1000000 | 0;1000001 | ",
                "minimum-calls | 100 | 101 | window=100 calls",
                "failure-count | 1;1000000 | 0;1000001 | ",
                "consecutive-failures | 1;1000000 | 0;1000001 | ",
                "consecutive-failures-span | 0s;36500d | -1s;36501d | ",
                "stuck-calls | 1;1000000 | 0;1000001 | stuck-calls-over=1s",
                "stuck-calls-over | 1ns;36500d | 0s;36501d | stuck-calls=1",
                "slow-calls-over | 1ns;36500d | 0s;36501d | ",
                "abandoned-after | 1ns;36500d | 0s;36501d | ",
                "open-for | 0s;30s | -1s;31s | ",
                "open-for-factor | 1;1000 | 0.9;1001 | ",
                "open-for-up-to | 0s;36500d | -1s;36501d | open-for=0s",
                "open-for-jitter | 0;100% | -1%;101% | ",
                "max-hint | 0s;36500d | -1s;36501d | ",
                "probes | 1;1000 | 0;1001 | ",
                "probes-required | 1;5 | 0;6 | probes=5",
                "probes-failures | 1;4 | 0;5 | probes=5;probes-required=2",
                "probes-concurrent | 1;5 | 0;6 | probes=5",
                "probe-timeout | 1ns;36500d | 0s;36501d | ",
                "ramp | 1ns;36500d | 0s;36501d | ",
                "ramp-from | 0.000001;100% | 0;101% | ramp=1s",
                "shedding | 10ns;36500d | 9ns;36501d | ",
                "shedding-at-most | 0.000001;100% | 0;101% | shedding=on",
                "shedding-fall-over | 1ns;36500d | 0s;36501d | shedding=on",
                "shedding-trickle | 1ns;12s | 0s;13s | shedding=on",
                "shedding-trickle-factor | 1;1000 | 0;1001 | shedding=on",
                "shedding-trickle-up-to | 2s;36500d | -1s;36501d | shedding=on",
                "shedding-trickle-jitter | 0;100% | -1%;101% | shedding=on",
                "start-in | closed;open;half-open;forced-open;disabled;metrics-only | shedding | ",
            })
    void shouldAcceptWhatIsInBoundsAndRefuseWhatIsNot(String key, String good, String bad, String others) {
        for (String value : good.split(";")) {
            assertThatCode(() -> SettingsFrom.own(with(others, key + "=" + value)))
                    .as(key + "=" + value)
                    .doesNotThrowAnyException();
        }
        for (String value : bad.split(";")) {
            assertThatThrownBy(() -> SettingsFrom.own(with(others, key + "=" + value)))
                    .as(key + "=" + value)
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("switchgear.breakers.payments." + key + "=" + value + " ");
        }
    }

    private static String[] with(String others, String setting) {
        Map<String, String> all = new TreeMap<>();
        for (String each : ((others == null ? "" : others + ";") + setting).split(";")) {
            all.put(each.split("=")[0], each);
        }
        return all.values().toArray(String[]::new);
    }
}
