// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.support.BuiltIn;
import io.switchgear.support.RuleFacts;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a whole tree of trip rules by the facts that each rule reports. Not thread-safe. */
final class TripRuleValidator {
    private final ConfigErrors problems;
    private final @Nullable Window window;
    private final boolean slowCallsSet;
    private final Set<@Nullable Duration> limits = new HashSet<>();

    TripRuleValidator(ConfigErrors problems, @Nullable Window window, boolean slowCallsSet) {
        this.problems = problems;
        this.window = window;
        this.slowCallsSet = slowCallsSet;
    }

    void check(String at, @Nullable Object rule) {
        if (!problems.present(at, rule)) {
            return;
        }
        if (rule instanceof BuiltIn known) {
            known.tell(new Bounds(at));
        } else if (rule instanceof TripRule custom) {
            try {
                inWindow(at + ": minimumCalls", custom.minimumCalls());
            } catch (RuntimeException thrown) {
                problems.wrong(at + ": minimumCalls", thrown, "must return a number, 1 or more");
            }
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
            problems.inBounds(at, calls, 1, ConfigValidator.MOST_CALLS);
        }
    }

    /** Checks the bounds of one rule's facts. */
    private final class Bounds implements RuleFacts {
        private final String at;

        Bounds(String where) {
            this.at = where + ": ";
        }

        @Override
        public void joins(String how, List<?> rules) {
            if (rules.isEmpty()) {
                problems.wrong(at + how, "", "needs at least one rule");
            }
            for (int i = 0; i < rules.size(); i++) {
                check(at + how + "[" + i + "]", rules.get(i));
            }
        }

        @Override
        public void share(String setting, double share) {
            if (!(share > 0 && share <= 1)) {
                String wayOut = share > 1 && share <= 100 ? share / 100 + " means " + share + " %" : "0.5 means 50 %";
                problems.wrong(at + setting, share, "must be above 0 and at most 1; " + wayOut);
            }
        }

        @Override
        public void callsInWindow(String setting, int calls) {
            inWindow(at + setting, calls);
        }

        @Override
        public void calls(String setting, int calls) {
            problems.inBounds(at + setting, calls, 1, ConfigValidator.MOST_CALLS);
        }

        @Override
        public void duration(String setting, @Nullable Duration duration, long leastNanos) {
            problems.duration(at + setting, duration, leastNanos);
        }

        @Override
        public void present(String setting, @Nullable Object value) {
            problems.present(at + setting, value);
        }

        @Override
        public void judgesSlowCalls(String setting, double share) {
            if (!slowCallsSet) {
                problems.wrong(at + setting, share, "needs a slow-call threshold: set slowCallsOver(Duration) too");
            }
        }

        @Override
        public void looksAtAges(String setting, @Nullable Duration limit) {
            if (limits.add(limit) && limits.size() > 1) {
                problems.wrong(at + setting, limit, "must be the same in all stuckCalls rules: give one limit");
            }
        }
    }
}
