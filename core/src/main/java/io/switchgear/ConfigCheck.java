package io.switchgear;

import io.switchgear.outcome.OutcomeRules;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.window.Window;

/** Checks a whole configuration: with {@link TripRuleCheck} the one place that knows the bounds. */
final class ConfigCheck {
    static final int MOST_CALLS = 1_000_000;
    private static final int MOST_BUCKETS = 1_000;
    private static final int MOST_PROBES = 1_000;
    private static final int MOST_GROWTH = 1_000;

    private final Problems problems = new Problems();

    private ConfigCheck() {}

    static Problems of(ConfigValues config) {
        ConfigCheck check = new ConfigCheck();
        Problems problems = check.problems;
        check.window(config.window);
        new TripRuleCheck(problems, config.window, config.slowCallsSet).check("tripWhen", config.tripRule);
        if (config.slowCallsSet) {
            problems.duration("slowCallsOver", config.slowCallsOver, 1);
        }
        check.backoff(config.backoff);
        check.halfOpen(config.halfOpen);
        check.ramp(config.ramp);
        problems.present("classify", config.classifier);
        if (config.classifier instanceof OutcomeRules rules) {
            problems.addAll(rules.problems());
        }
        problems.present("retryHint", config.retryHint);
        problems.duration("hintsUpTo", config.hintsUpTo, 0);
        problems.present("startIn", config.startIn);
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

    private void backoff(Backoff waits) {
        if (!problems.present("openFor", waits)) {
            return;
        }
        boolean firstIsSound = problems.duration("openFor: wait", waits.first(), 0);
        boolean capIsSound = problems.duration("openFor: upTo", waits.cap(), 0);
        if (firstIsSound && capIsSound && waits.cap().compareTo(waits.first()) < 0) {
            problems.wrong(
                    "openFor: upTo",
                    waits.cap(),
                    "must be at least the first wait, " + waits.first()
                            + ": raise the cap with upTo(Duration), or lower the first wait");
        }
        share("openFor: factor", waits.factor(), 1, MOST_GROWTH, "2 doubles the wait");
        share("openFor: jitter", waits.jitter(), 0, 1, "0.5 means up to 50 %");
    }

    private void halfOpen(HalfOpen plan) {
        if (!problems.present("halfOpen", plan)) {
            return;
        }
        problems.inBounds("halfOpen: probes", plan.probes(), 1, MOST_PROBES);
        int probes = plan.probes();
        if (probes >= 1 && probes <= MOST_PROBES) {
            problems.inBounds("halfOpen: required", plan.required(), 1, probes);
            problems.inBounds("halfOpen: concurrent", plan.concurrent(), 1, probes);
        }
        problems.duration("halfOpen: probeTimeout", plan.probeTimeout(), 1);
    }

    private void ramp(Ramp ramp) {
        if (!problems.present("ramp", ramp)) {
            return;
        }
        problems.duration("ramp: over", ramp.duration(), 0);
        if (!(ramp.firstShare() > 0 && ramp.firstShare() <= 1)) {
            problems.wrong("ramp: from", ramp.firstShare(), "must be above 0 and at most 1; 0.1 means 10 %");
        }
    }

    private void share(String setting, double value, int least, int most, String example) {
        if (!(value >= least && value <= most)) {
            problems.wrong(setting, value, "must be at least " + least + " and at most " + most + "; " + example);
        }
    }

    static void name(Problems problems, String name) {
        problems.text("name", name, "it tells breakers apart in logs, errors and metrics");
        problems.throwIfAny("\"" + name + "\"");
    }
}
