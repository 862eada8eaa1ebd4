package io.switchgear;

import io.switchgear.trip.AllOf;
import io.switchgear.trip.AnyOf;
import io.switchgear.trip.Condition;
import io.switchgear.trip.ConsecutiveFailures;
import io.switchgear.trip.FailureCount;
import io.switchgear.trip.FailureRate;
import io.switchgear.trip.SlowCallRate;
import io.switchgear.trip.StuckCalls;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a whole tree of trip rules. Not thread-safe. */
final class TripRuleCheck {
    private final Problems problems;
    private final @Nullable Window window;
    private final boolean slowCallsSet;
    private final Set<@Nullable Duration> limits = new HashSet<>();

    TripRuleCheck(Problems problems, @Nullable Window window, boolean slowCallsSet) {
        this.problems = problems;
        this.window = window;
        this.slowCallsSet = slowCallsSet;
    }

    void check(String at, @Nullable TripRule rule) {
        if (!problems.present(at, rule) || rule == null) {
            return;
        }
        if (rule instanceof AnyOf any) {
            all(at + ": anyOf", any.rules());
        } else if (rule instanceof AllOf all) {
            all(at + ": allOf", all.rules());
        } else if (rule instanceof FailureRate rate) {
            rate(at + ": failureRate", rate.threshold(), rate.minimumCalls());
        } else if (rule instanceof SlowCallRate rate) {
            slowCallRate(at + ": slowCallRate", rate);
        } else if (rule instanceof FailureCount failures) {
            inWindow(at + ": failureCount", failures.count());
        } else if (rule instanceof ConsecutiveFailures run) {
            problems.inBounds(at + ": consecutiveFailures", run.count(), 1, ConfigCheck.MOST_CALLS);
            problems.duration(at + ": consecutiveFailures: spanning", run.span(), 0);
        } else if (rule instanceof StuckCalls stuck) {
            stuckCalls(at + ": stuckCalls", stuck);
        } else {
            custom(at, rule);
        }
    }

    private void all(String at, @Nullable List<TripRule> rules) {
        if (rules == null || rules.isEmpty()) {
            problems.wrong(at, "", "needs at least one rule");
            return;
        }
        for (int i = 0; i < rules.size(); i++) {
            check(at + "[" + i + "]", rules.get(i));
        }
    }

    private void rate(String at, double threshold, int minimumCalls) {
        if (!(threshold > 0 && threshold <= 1)) {
            String wayOut = threshold > 1 && threshold <= 100
                    ? threshold / 100 + " means " + threshold + " %"
                    : "0.5 means 50 %";
            problems.wrong(at, threshold, "must be above 0 and at most 1; " + wayOut);
        }
        inWindow(at + ": minimumCalls", minimumCalls);
    }

    private void slowCallRate(String at, SlowCallRate rate) {
        rate(at, rate.threshold(), rate.minimumCalls());
        if (!slowCallsSet) {
            problems.wrong(at, rate.threshold(), "needs to know what is slow: set slowCallsOver(Duration) too");
        }
    }

    private void stuckCalls(String at, StuckCalls stuck) {
        problems.inBounds(at, stuck.count(), 1, ConfigCheck.MOST_CALLS);
        problems.duration(at + ": limit", stuck.longerThan(), 1);
        if (limits.add(stuck.longerThan()) && limits.size() > 1) {
            problems.wrong(
                    at + ": limit", stuck.longerThan(), "must be the same in all stuckCalls rules: give one limit");
        }
    }

    private void custom(String at, TripRule rule) {
        if (rule instanceof Condition condition) {
            problems.present(at + ": when: name", condition.name());
            problems.present(at + ": when: condition", condition.test());
        }
        try {
            inWindow(at + ": minimumCalls", rule.minimumCalls());
        } catch (RuntimeException thrown) {
            problems.wrong(at + ": minimumCalls", thrown, "must return a number, 1 or more");
        }
    }

    private void inWindow(String at, int calls) {
        if (window instanceof Window.LastCalls last && last.count() >= 1 && calls > last.count()) {
            problems.wrong(
                    at,
                    calls,
                    "can never be reached in a window of the last " + last.count()
                            + " calls: lower it, or widen the window");
        } else {
            problems.inBounds(at, calls, 1, ConfigCheck.MOST_CALLS);
        }
    }
}
