package io.switchgear;

import static io.switchgear.time.Durations.LONGEST;

import io.switchgear.outcome.OutcomeRules;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.trip.AllOf;
import io.switchgear.trip.AnyOf;
import io.switchgear.trip.Condition;
import io.switchgear.trip.ConsecutiveFailures;
import io.switchgear.trip.FailureCount;
import io.switchgear.trip.FailureRate;
import io.switchgear.trip.SlowCallRate;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a whole configuration: the one place that knows the bounds, and every mistake at once. Not thread-safe. */
final class ConfigCheck {
    private static final int MOST_CALLS = 1_000_000;
    private static final int MOST_BUCKETS = 1_000;
    private static final int MOST_PROBES = 1_000;
    private static final double MOST_GROWTH = 1_000;

    private final List<String> problems = new ArrayList<>();
    private final CircuitBreakerConfigBuilder config;

    private ConfigCheck(CircuitBreakerConfigBuilder config) {
        this.config = config;
    }

    static ConfigCheck of(CircuitBreakerConfigBuilder config) {
        ConfigCheck check = new ConfigCheck(config);
        check.window();
        check.rule("tripWhen", config.tripRule);
        if (config.slowCallsSet) {
            check.duration("slowCallsOver", config.slowCallsOver, 1);
        }
        check.backoff();
        check.halfOpen();
        check.present("classify", config.classifier);
        if (config.classifier instanceof OutcomeRules rules) {
            check.problems.addAll(rules.problems());
        }
        check.present("retryHint", config.retryHint);
        check.duration("hintsUpTo", config.hintsUpTo, 0);
        check.present("ticker", config.ticker);
        check.present("random", config.random);
        check.present("instantSource", config.instantSource);
        return check;
    }

    /** A breaker's name is checked with the rest. */
    ConfigCheck name(@Nullable String name) {
        if (present("name", name) && name != null && name.isBlank()) {
            wrong("name", "\"" + name + "\"", "must not be blank: it tells breakers apart in logs, errors and metrics");
        }
        return this;
    }

    void orThrow(String what) {
        if (!problems.isEmpty()) {
            String count = problems.size() == 1 ? "1 setting is wrong" : problems.size() + " settings are wrong";
            throw new IllegalArgumentException(
                    "Circuit breaker " + what + ": " + count + ":\n  - " + String.join("\n  - ", problems));
        }
    }

    private void window() {
        if (!present("window", config.window)) {
            return;
        }
        if (config.window instanceof Window.LastCalls calls) {
            inBounds("window: lastCalls", calls.count(), 1, MOST_CALLS);
        } else if (config.window instanceof Window.LastTime time) {
            inBounds("window: buckets", time.buckets(), 1, MOST_BUCKETS);
            duration("window: last", time.span(), Math.max(1, time.buckets()));
        }
    }

    private void rule(String at, @Nullable TripRule rule) {
        if (!present(at, rule) || rule == null) {
            return;
        }
        if (rule instanceof AnyOf any) {
            rules(at + ": anyOf", any.rules());
        } else if (rule instanceof AllOf all) {
            rules(at + ": allOf", all.rules());
        } else if (rule instanceof FailureRate rate) {
            rate(at + ": failureRate", rate.threshold(), rate.minimumCalls());
        } else if (rule instanceof SlowCallRate rate) {
            rate(at + ": slowCallRate", rate.threshold(), rate.minimumCalls());
            if (!config.slowCallsSet) {
                wrong(
                        at + ": slowCallRate",
                        String.valueOf(rate.threshold()),
                        "needs to know what is slow: set slowCallsOver(Duration) too");
            }
        } else if (rule instanceof FailureCount failures) {
            inWindow(at + ": failureCount", failures.count());
        } else if (rule instanceof ConsecutiveFailures run) {
            inBounds(at + ": consecutiveFailures", run.count(), 1, MOST_CALLS);
            duration(at + ": consecutiveFailures: spanning", run.span(), 0);
        } else {
            custom(at, rule);
        }
    }

    private void rules(String at, List<TripRule> rules) {
        if (rules == null || rules.isEmpty()) {
            wrong(at, "()", "needs at least one rule");
            return;
        }
        for (int i = 0; i < rules.size(); i++) {
            rule(at + "[" + i + "]", rules.get(i));
        }
    }

    private void rate(String at, double threshold, int minimumCalls) {
        if (!(threshold > 0 && threshold <= 1)) {
            String wayOut = threshold > 1 && threshold <= 100
                    ? "; " + threshold / 100 + " means " + threshold + " %"
                    : "; 0.5 means 50 %";
            wrong(at, String.valueOf(threshold), "must be above 0 and at most 1" + wayOut);
        }
        inWindow(at + ": minimumCalls", minimumCalls);
    }

    private void custom(String at, TripRule rule) {
        if (rule instanceof Condition condition) {
            present(at + ": when: name", condition.name());
            present(at + ": when: condition", condition.test());
        }
        try {
            inWindow(at + ": minimumCalls", rule.minimumCalls());
        } catch (RuntimeException thrown) {
            wrong(at + ": minimumCalls", thrown.toString(), "must return a number, 1 or more");
        }
    }

    private void inWindow(String at, int calls) {
        if (config.window instanceof Window.LastCalls last && last.count() >= 1 && calls > last.count()) {
            wrong(
                    at,
                    String.valueOf(calls),
                    "can never be reached in a window of the last " + last.count()
                            + " calls: lower it, or widen the window");
        } else {
            inBounds(at, calls, 1, MOST_CALLS);
        }
    }

    private void backoff() {
        Backoff waits = config.backoff;
        if (!present("openFor", waits)) {
            return;
        }
        boolean sound = duration("openFor: wait", waits.first(), 0) & duration("openFor: upTo", waits.cap(), 0);
        if (sound && waits.cap().compareTo(waits.first()) < 0) {
            wrong(
                    "openFor: upTo",
                    text(waits.cap()),
                    "must be at least the first wait, " + text(waits.first())
                            + ": raise the cap with upTo(Duration), or lower the first wait");
        }
        if (!(waits.factor() >= 1 && waits.factor() <= MOST_GROWTH)) {
            wrong(
                    "openFor: factor",
                    String.valueOf(waits.factor()),
                    "must be at least 1 and at most 1000; 2 doubles the wait");
        }
        if (!(waits.jitter() >= 0 && waits.jitter() <= 1)) {
            wrong(
                    "openFor: jitter",
                    String.valueOf(waits.jitter()),
                    "must be at least 0 and at most 1; 0.5 means up to 50 %");
        }
    }

    private void halfOpen() {
        HalfOpen plan = config.halfOpen;
        if (!present("halfOpen", plan)) {
            return;
        }
        inBounds("halfOpen: probes", plan.probes(), 1, MOST_PROBES);
        int most = Math.max(1, Math.min(plan.probes(), MOST_PROBES));
        inBounds("halfOpen: required", plan.required(), 1, most);
        inBounds("halfOpen: concurrent", plan.concurrent(), 1, most);
        duration("halfOpen: probeTimeout", plan.probeTimeout(), 1);
    }

    private boolean duration(String at, @Nullable Duration value, long leastNanos) {
        if (!present(at, value) || value == null) {
            return false;
        }
        boolean sound = value.compareTo(Duration.ofNanos(leastNanos)) >= 0 && value.compareTo(LONGEST) <= 0;
        if (!sound) {
            String least = leastNanos == 0
                    ? "zero or more"
                    : leastNanos == 1 ? "more than zero" : "at least " + leastNanos + " ns";
            wrong(at, text(value), "must be " + least + " and at most " + LONGEST.toDays() + " days");
        }
        return sound;
    }

    private void inBounds(String at, int value, int least, int most) {
        if (value < least || value > most) {
            wrong(at, String.valueOf(value), "must be at least " + least + " and at most " + most);
        }
    }

    private boolean present(String at, @Nullable Object value) {
        if (value == null) {
            wrong(at, "null", "must not be null: leave the setting out for its default");
        }
        return value != null;
    }

    private void wrong(String at, String value, String bound) {
        problems.add(at + "(" + value + ") " + bound);
    }

    private static String text(Duration value) {
        return value.toString();
    }
}
