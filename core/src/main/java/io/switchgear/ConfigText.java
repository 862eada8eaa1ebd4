// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.OutcomeRules;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.support.SettingText;
import io.switchgear.window.Window;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A configuration on one line, in the keys and values of configuration files. Functions appear as their class, and only
 * those that are not the defaults. Not thread-safe.
 */
final class ConfigText {
    private static final ConfigValues DEFAULTS = new ConfigValues();

    private final StringJoiner line = new StringJoiner(", ");

    private ConfigText() {}

    static String of(ConfigValues config) {
        ConfigText text = new ConfigText();
        text.window(config.window);
        RuleText.addTo(text::add, config.tripRule);
        text.add("slow-calls-over", orOff(config.slowCallsOver));
        text.add("abandoned-after", orOff(config.effectiveAbandonedAfter()));
        text.backoff("open-for", config.backoff);
        text.add("max-hint", config.maxHint);
        text.function("retry-hint", config.retryHint, DEFAULTS.retryHint);
        text.halfOpen(config.halfOpen);
        text.function("probes-when", config.probeGate, DEFAULTS.probeGate);
        text.add("ramp", config.ramp.isOff() ? "off" : config.ramp.duration());
        if (!config.ramp.isOff()) {
            text.add("ramp-from", config.ramp.firstShare());
        }
        text.add("shedding", config.shedding.isOff() ? "off" : config.shedding.window());
        if (!config.shedding.isOff()) {
            text.add("shedding-at-most", config.shedding.atMost());
            text.add("shedding-fall-over", config.shedding.fallOver());
            text.backoff("shedding-trickle", config.shedding.trickle());
        }
        if (config.classifier instanceof OutcomeRules rules) {
            text.line.add(rules.toString());
        } else {
            text.function("classify", config.classifier, DEFAULTS.classifier);
        }
        text.add("failure-messages", config.failureMessages);
        text.add("stack-traces", config.stackTraces);
        text.add("log-changes", config.logChanges);
        text.add("start-in", config.startIn);
        text.function("scheduler", config.scheduler, null);
        text.function("ticker", config.ticker, DEFAULTS.ticker);
        text.function("random", config.random, DEFAULTS.random);
        text.function("instant-source", config.instantSource, DEFAULTS.instantSource);
        return text.line.toString();
    }

    private void window(Window window) {
        if (window instanceof Window.LastTime time) {
            add("window", time.span());
            add("window-buckets", time.buckets());
        } else if (window instanceof Window.LastCalls calls) {
            add("window", calls.count() + " calls");
        }
    }

    private void backoff(String key, Backoff waits) {
        Object function = waits.function().orElse(null);
        if (function == null) {
            add(key, waits.first());
            add(key + "-factor", SettingText.number(waits.factor()));
        } else {
            add(key, SettingText.function(function));
        }
        add(key + "-up-to", waits.cap());
        add(key + "-jitter", waits.jitter());
    }

    private void halfOpen(HalfOpen plan) {
        add("probes", plan.probes());
        add("probes-required", plan.required());
        add("probes-failures", plan.failures());
        add("probes-concurrent", plan.concurrent());
        add("probe-timeout", plan.probeTimeout());
    }

    private static Object orOff(@Nullable Object value) {
        return value == null ? "off" : value;
    }

    private void function(String key, @Nullable Object function, @Nullable Object byDefault) {
        if (function != null && !function.equals(byDefault)) {
            add(key, SettingText.function(function));
        }
    }

    private void add(String key, @Nullable Object value) {
        line.add(key + "=" + SettingText.of(value));
    }
}
