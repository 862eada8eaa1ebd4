// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.trip.AnyOf;
import io.switchgear.trip.ConsecutiveFailures;
import io.switchgear.trip.FailureCount;
import io.switchgear.trip.FailureRate;
import io.switchgear.trip.SlowCallRate;
import io.switchgear.trip.StuckCalls;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The trip rule of one breaker: at most one rule of each kind that has settings, and the rules of the code that have none.
 * The breaker trips when any of them does. Not thread-safe.
 */
final class RuleSettings {
    private final Merged values;
    private @Nullable FailureRate failureRate;
    private @Nullable SlowCallRate slowCallRate;
    private @Nullable FailureCount failureCount;
    private @Nullable ConsecutiveFailures run;
    private @Nullable StuckCalls stuck;
    private final List<TripRule> others = new ArrayList<>();

    private RuleSettings(Merged values) {
        this.values = values;
    }

    static void of(Merged values, TripRule base, CircuitBreakerConfigBuilder config) {
        if (values.has(
                Setting.FAILURE_RATE,
                Setting.SLOW_CALL_RATE,
                Setting.MINIMUM_CALLS,
                Setting.FAILURE_COUNT,
                Setting.CONSECUTIVE_FAILURES,
                Setting.CONSECUTIVE_FAILURES_SPAN,
                Setting.STUCK_CALLS,
                Setting.STUCK_CALLS_OVER)) {
            RuleSettings rules = new RuleSettings(values);
            rules.add(base);
            rules.setAll();
            rules.join(config);
        }
    }

    private void add(TripRule rule) {
        if (rule instanceof AnyOf any) {
            any.rules().forEach(this::add);
        } else if (rule instanceof FailureRate rate && failureRate == null) {
            failureRate = rate;
        } else if (rule instanceof SlowCallRate rate && slowCallRate == null) {
            slowCallRate = rate;
        } else if (rule instanceof FailureCount count && failureCount == null) {
            failureCount = count;
        } else if (rule instanceof ConsecutiveFailures failures && run == null) {
            run = failures;
        } else if (rule instanceof StuckCalls calls && stuck == null) {
            stuck = calls;
        } else {
            others.add(rule);
        }
    }

    private void setAll() {
        rates();
        Integer failures =
                change(Setting.FAILURE_COUNT, Values::count, failureCount == null ? null : failureCount.count());
        failureCount = failures == null ? null : TripRule.failureCount(failures);

        Integer inARow = change(Setting.CONSECUTIVE_FAILURES, Values::count, run == null ? null : run.count());
        Duration span = values.or(
                Setting.CONSECUTIVE_FAILURES_SPAN, Values::duration, run == null ? Duration.ZERO : run.span());
        run = inARow == null ? null : new ConsecutiveFailures(inARow, span);
        if (run == null) {
            values.hasNoEffect(
                    Setting.CONSECUTIVE_FAILURES_SPAN,
                    Setting.CONSECUTIVE_FAILURES,
                    Setting.CONSECUTIVE_FAILURES.key());
        }
        stuckCalls();
    }

    private void rates() {
        Double failures =
                change(Setting.FAILURE_RATE, Values::share, failureRate == null ? null : failureRate.threshold());
        Double slow =
                change(Setting.SLOW_CALL_RATE, Values::share, slowCallRate == null ? null : slowCallRate.threshold());
        Integer minimum = values.orNull(Setting.MINIMUM_CALLS, Values::count);
        failureRate = failures == null
                ? null
                : TripRule.failureRate(failures).minimumCalls(minimum(minimum, failureRate, TripRule.failureRate(1)));
        slowCallRate = slow == null
                ? null
                : TripRule.slowCallRate(slow).minimumCalls(minimum(minimum, slowCallRate, TripRule.slowCallRate(1)));
        if (failures == null && slow == null) {
            values.hasNoEffect(
                    Setting.MINIMUM_CALLS,
                    Setting.FAILURE_RATE,
                    Setting.FAILURE_RATE.key() + " or " + Setting.SLOW_CALL_RATE.key());
        }
    }

    private static int minimum(@Nullable Integer given, @Nullable TripRule before, TripRule byDefault) {
        return given != null ? given : before == null ? byDefault.minimumCalls() : before.minimumCalls();
    }

    private void stuckCalls() {
        Integer count = change(Setting.STUCK_CALLS, Values::count, stuck == null ? null : stuck.count());
        Duration limit = values.orNull(Setting.STUCK_CALLS_OVER, Values::duration);
        Duration longest = limit != null || stuck == null ? limit : stuck.longerThan();
        stuck = count == null || longest == null ? null : TripRule.stuckCalls(count, longest);
        if (count == null) {
            values.hasNoEffect(Setting.STUCK_CALLS_OVER, Setting.STUCK_CALLS, Setting.STUCK_CALLS.key());
        } else if (longest == null) {
            values.needs(Setting.STUCK_CALLS, Setting.STUCK_CALLS_OVER);
        }
    }

    /** The value that applies: none if it is switched off, else the one that is set, else the one before. */
    private <T> @Nullable T change(Setting setting, Function<String, T> reader, @Nullable T before) {
        if (values.isOff(setting)) {
            return null;
        }
        T value = values.orNull(setting, reader);
        return value == null ? before : value;
    }

    private void join(CircuitBreakerConfigBuilder config) {
        List<TripRule> all = new ArrayList<>();
        Optional.ofNullable(failureRate).ifPresent(all::add);
        Optional.ofNullable(slowCallRate).ifPresent(all::add);
        Optional.ofNullable(failureCount).ifPresent(all::add);
        Optional.ofNullable(run).ifPresent(all::add);
        Optional.ofNullable(stuck).ifPresent(all::add);
        all.addAll(others);
        if (!all.isEmpty()) {
            config.tripWhen(all.size() == 1 ? all.get(0) : new AnyOf(all));
        } else {
            values.wrong("all trip rules are off: leave at least one of failure-rate, slow-call-rate, failure-count,"
                    + " consecutive-failures and stuck-calls on; a breaker that must not trip has start-in=disabled");
        }
    }
}
