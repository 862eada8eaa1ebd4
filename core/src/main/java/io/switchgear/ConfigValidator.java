// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.OutcomeRules;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.Shedding;
import io.switchgear.support.Text;
import io.switchgear.time.Ticker;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks a whole configuration. Together with {@link TripRuleValidator} it is the only place that knows the bounds. */
final class ConfigValidator {
    static final int MOST_CALLS = 1_000_000;
    /** The maximum length of a breaker's name, in characters. */
    static final int LONGEST_NAME = 200;

    private static final int MOST_BUCKETS = 1_000;
    private static final int MOST_PROBES = 1_000;
    private static final int MOST_GROWTH = 1_000;

    private final ConfigErrors problems = new ConfigErrors();

    private ConfigValidator() {}

    static ConfigErrors of(ConfigValues config) {
        ConfigValidator check = new ConfigValidator();
        ConfigErrors problems = check.problems;
        check.window(config.window);
        new TripRuleValidator(problems, config.window, config.slowCallsSet).check("tripWhen", config.tripRule);
        if (config.slowCallsSet) {
            problems.duration("slowCallsOver", config.slowCallsOver, 1);
        }
        check.backoff("openFor", config.backoff, 0);
        check.halfOpen(config.halfOpen);
        check.ramp(config.ramp);
        check.shedding(config.shedding);
        problems.present("classify", config.classifier);
        if (config.classifier instanceof OutcomeRules rules) {
            problems.addAll(rules.problems());
        }
        problems.present("retryHint", config.retryHint);
        problems.duration("maxHint", config.maxHint, 0);
        if (config.abandonedSet) {
            problems.duration("abandonedAfter", config.abandonedAfter, 1);
        }
        problems.present("probesWhen", config.probeGate);
        check.startIn(config.startIn);
        if (config.schedulerSet) {
            problems.present("scheduler", config.scheduler);
        }
        problems.present("ticker", config.ticker);
        problems.present("random", config.random);
        problems.present("instantSource", config.instantSource);
        return problems;
    }

    private void window(Window window) {
        if (window instanceof Window.LastCalls calls) {
            problems.inBounds("window: lastCalls", calls.count(), 1, MOST_CALLS);
        } else if (window instanceof Window.LastTime time) {
            problems.inBounds("window: buckets", time.buckets(), 1, MOST_BUCKETS);
            problems.duration("window: last", time.span(), Math.max(1, time.buckets()));
        } else {
            problems.present("window", window);
        }
    }

    private void backoff(String setting, Backoff waits, long leastNanos) {
        if (!problems.present(setting, waits)) {
            return;
        }
        boolean firstIsSound = problems.duration(
                setting + ": wait", waits.first(), waits.function().isPresent() ? 0 : leastNanos);
        boolean isFixed = waits.factor() == 1 && Objects.equals(waits.cap(), waits.first()); // nobody set a cap
        boolean capIsSound = isFixed || problems.duration(setting + ": upTo", waits.cap(), 0);
        if (firstIsSound && capIsSound && waits.cap().compareTo(waits.first()) < 0) {
            problems.wrong(
                    setting + ": wait",
                    waits.first(),
                    "must be at most the cap, " + waits.cap()
                            + ": raise the cap with upTo(Duration), or lower the first wait");
        }
        share(setting + ": factor", waits.factor(), 1, MOST_GROWTH, "2 doubles the wait");
        share(setting + ": jitter", waits.jitter(), 0, 1, "0.5 means up to 50 %");
    }

    private void halfOpen(HalfOpen plan) {
        if (!problems.present("halfOpen", plan)) {
            return;
        }
        problems.inBounds("halfOpen: probes", plan.probes(), 1, MOST_PROBES);
        int probes = plan.probes();
        if (probes >= 1 && probes <= MOST_PROBES) {
            problems.inBounds("halfOpen: required", plan.required(), 1, probes);
            failures(plan);
            problems.inBounds("halfOpen: concurrent", plan.concurrent(), 1, probes);
        }
        problems.duration("halfOpen: probeTimeout", plan.probeTimeout(), 1);
    }

    private void failures(HalfOpen plan) {
        if (plan.required() < 1 || plan.required() > plan.probes()) {
            return; // without a valid number of successes there is neither a bound nor a default
        }
        int most = plan.probes() - plan.required() + 1;
        if (plan.failures() > most && plan.failures() <= plan.probes()) {
            problems.wrong(
                    "halfOpen: failures",
                    plan.failures(),
                    "must be at most " + most + " when " + plan.required() + " of " + plan.probes()
                            + " probes must succeed, or all could finish without a decision: lower it, or require fewer");
        } else {
            problems.inBounds("halfOpen: failures", plan.failures(), 1, plan.probes());
        }
    }

    private void ramp(Ramp ramp) {
        if (!problems.present("ramp", ramp)) {
            return;
        }
        if (!Duration.ZERO.equals(ramp.duration())) {
            problems.duration("ramp: over", ramp.duration(), 1);
        } else if (ramp.firstShare() != 1) { // Ramp.off() has a first share of 1
            problems.wrong("ramp: over", ramp.duration(), "must be more than zero: use Ramp.off(), or a longer ramp");
        }
        if (!(ramp.firstShare() > 0 && ramp.firstShare() <= 1)) {
            problems.wrong("ramp: from", ramp.firstShare(), "must be above 0 and at most 1; 0.1 means 10 %");
        }
    }

    private void shedding(Shedding plan) {
        if (!problems.present("shedding", plan) || plan.isOff()) {
            return;
        }
        problems.duration("shedding: window", plan.window(), SheddingPhase.BUCKETS);
        if (!(plan.atMost() > 0 && plan.atMost() <= 1)) {
            problems.wrong("shedding: atMost", plan.atMost(), "must be above 0 and at most 1; 0.9 means 90 %");
        }
        problems.duration("shedding: fallOver", plan.fallOver(), 1);
        backoff("shedding: trickle", plan.trickle(), 1);
    }

    private void startIn(State state) {
        if (problems.present("startIn", state) && state == State.SHEDDING) {
            problems.wrong("startIn", state, "must be a state that can begin without results: CLOSED, or OPEN");
        }
    }

    private void share(String setting, double value, int least, int most, String example) {
        if (!(value >= least && value <= most)) {
            problems.wrong(setting, value, "must be at least " + least + " and at most " + most + "; " + example);
        }
    }

    /** Rejects a name, and the settings, if any of them is wrong. */
    static void name(ConfigErrors problems, @Nullable String name) {
        name(problems, name, LONGEST_NAME);
    }

    static void name(ConfigErrors problems, @Nullable String name, int longest) {
        if (problems.text("name", name, "it identifies the breaker in logs, errors and metrics") && name != null) {
            if (name.length() > longest) {
                problems.wrong(
                        "name",
                        ConfigErrors.quoted(name),
                        "must be at most " + longest + " characters long, not " + name.length() + ": shorten it");
            } else if (!Text.isOneLine(name)) {
                problems.wrong(
                        "name",
                        ConfigErrors.quoted(name),
                        "must not contain line breaks, control or invisible characters, which could forge log lines:"
                                + " leave them out");
            }
        }
        problems.throwIfAny(ConfigErrors.quoted(name));
    }

    /** Rejects settings that a running breaker cannot take. */
    @SuppressWarnings("ReferenceEquality") // A ticker is one clock; an equal one may show another time.
    static void reconfiguration(String name, Ticker runsBy, @Nullable CircuitBreakerConfig config) {
        if (config == null) {
            throw ConfigErrors.missing(name, "config", "derive one from the present one with config().toBuilder()");
        }
        if (config.ticker() != runsBy) {
            ConfigErrors problems = new ConfigErrors();
            problems.wrong(
                    "ticker", config.ticker(), "must be the one the breaker runs on: start from config().toBuilder()");
            problems.throwIfAny(ConfigErrors.quoted(name));
        }
    }
}
