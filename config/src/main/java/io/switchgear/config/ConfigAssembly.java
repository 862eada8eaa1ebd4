// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.InvalidConfigException;
import io.switchgear.outcome.OutcomeRules;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.Shedding;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One configuration, made of the values of one breaker over a configuration from code. Not thread-safe. */
final class ConfigAssembly {
    private static final Setting[] OPEN_FOR = {
        Setting.OPEN_FOR, Setting.OPEN_FOR_FACTOR, Setting.OPEN_FOR_UP_TO, Setting.OPEN_FOR_JITTER
    };
    private static final Setting[] TRICKLE = {
        Setting.SHEDDING_TRICKLE,
        Setting.SHEDDING_TRICKLE_FACTOR,
        Setting.SHEDDING_TRICKLE_UP_TO,
        Setting.SHEDDING_TRICKLE_JITTER
    };

    private final CircuitBreakerConfig base;
    private final CircuitBreakerConfigBuilder config;
    private final Merged values;

    private ConfigAssembly(Merged values, CircuitBreakerConfig base) {
        this.values = values;
        this.base = base;
        this.config = base.toBuilder();
    }

    /** The configuration; {@code null} if something is wrong, which is reported. */
    static @Nullable CircuitBreakerConfig of(Merged values, CircuitBreakerConfig base) {
        ConfigAssembly assembly = new ConfigAssembly(values, base);
        assembly.setAll();
        try {
            CircuitBreakerConfig built = assembly.config.build();
            return values.isSound() ? built : null;
        } catch (InvalidConfigException refused) {
            values.wrong(refused);
            return null;
        }
    }

    private void setAll() {
        config.window(window());
        RuleSettings.of(values, base.tripRule(), config);
        slowCalls();
        config.openFor(backoff(base.backoff(), OPEN_FOR));
        set(Setting.MAX_HINT, Values::duration, config::maxHint);
        halfOpen();
        config.ramp(ramp());
        config.shedding(shedding());
        classifier();
        set(Setting.FAILURE_MESSAGES, Values::truth, config::failureMessages);
        set(Setting.STACK_TRACES, Values::truth, config::stackTraces);
        set(Setting.LOG_CHANGES, Values::truth, config::logChanges);
        set(Setting.START_IN, Values::state, config::startIn);
    }

    private <T> void set(Setting setting, Function<String, T> reader, Consumer<T> setter) {
        T value = values.orNull(setting, reader);
        if (value != null) {
            setter.accept(value);
        }
    }

    private Window window() {
        Window window = values.or(Setting.WINDOW, Values::window, base.window());
        if (window instanceof Window.LastTime time) {
            int buckets = base.window() instanceof Window.LastTime before ? before.buckets() : time.buckets();
            return time.buckets(values.or(Setting.WINDOW_BUCKETS, Values::count, buckets));
        }
        values.hasNoEffect(Setting.WINDOW_BUCKETS, Setting.WINDOW, "a window of time");
        return window;
    }

    private void slowCalls() {
        if (!values.isOff(Setting.SLOW_CALLS_OVER)) {
            set(Setting.SLOW_CALLS_OVER, Values::duration, config::slowCallsOver);
        } else if (base.slowCallsOver().isPresent()) {
            values.wrong(
                    Setting.SLOW_CALLS_OVER, "cannot switch off the threshold that the code sets: remove it there");
        }
        if (values.isOff(Setting.ABANDONED_AFTER)) {
            config.ignoreAbandonedCalls();
        } else {
            set(Setting.ABANDONED_AFTER, Values::duration, config::abandonedAfter);
        }
    }

    /** Waits with those that are set: the first one, the factor, the cap and the jitter. */
    private Backoff backoff(Backoff from, Setting[] keys) {
        Backoff waits = from;
        Duration first = values.orNull(keys[0], Values::duration);
        if (first != null) {
            boolean isFixed =
                    from.function().isEmpty() && from.factor() == 1 && Objects.equals(from.first(), from.cap());
            Backoff rest = from.function().isPresent() ? Backoff.DEFAULT : from;
            waits = Backoff.exponential(first)
                    .factor(rest.factor())
                    .upTo(isFixed ? first : rest.cap())
                    .jitter(rest.jitter());
        }
        return waits.factor(values.or(keys[1], Values::number, waits.factor()))
                .upTo(values.or(keys[2], Values::duration, waits.cap()))
                .jitter(values.or(keys[3], Values::share, waits.jitter()));
    }

    private void halfOpen() {
        Integer probes = values.orNull(Setting.PROBES, Values::count);
        HalfOpen before = base.halfOpen();
        HalfOpen plan = probes == null ? before : HalfOpen.probes(probes).probeTimeout(before.probeTimeout());
        plan = plan.required(values.or(Setting.PROBES_REQUIRED, Values::count, plan.required()))
                .concurrent(values.or(Setting.PROBES_CONCURRENT, Values::count, plan.concurrent()))
                .probeTimeout(values.or(Setting.PROBE_TIMEOUT, Values::duration, plan.probeTimeout()));
        Integer failures = values.orNull(Setting.PROBES_FAILURES, Values::count); // otherwise it follows the others
        config.halfOpen(failures == null ? plan : plan.failures(failures));
    }

    private Ramp ramp() {
        Ramp before = base.ramp();
        Duration length = values.isOff(Setting.RAMP) ? null : values.orNull(Setting.RAMP, Values::duration);
        Ramp ramp = values.isOff(Setting.RAMP)
                ? Ramp.off()
                : length == null ? before : before.isOff() ? Ramp.over(length) : new Ramp(before.firstShare(), length);
        if (ramp.equals(Ramp.off())) {
            values.hasNoEffect(Setting.RAMP_FROM, Setting.RAMP, Setting.RAMP.key());
            return ramp;
        }
        return ramp.from(values.or(Setting.RAMP_FROM, Values::share, ramp.firstShare()));
    }

    private Shedding shedding() {
        Shedding shedding = base.shedding();
        if (values.isOff(Setting.SHEDDING)) {
            shedding = Shedding.off();
        } else if (values.has(Setting.SHEDDING)) {
            Shedding on = shedding.isOff() ? Shedding.excess() : shedding;
            shedding = values.isOn(Setting.SHEDDING)
                    ? on
                    : on.window(values.or(Setting.SHEDDING, Values::duration, on.window()));
        }
        if (shedding.isOff()) {
            values.hasNoEffect(Setting.SHEDDING_AT_MOST, Setting.SHEDDING, Setting.SHEDDING.key());
            values.hasNoEffect(Setting.SHEDDING_FALL_OVER, Setting.SHEDDING, Setting.SHEDDING.key());
            for (Setting each : TRICKLE) {
                values.hasNoEffect(each, Setting.SHEDDING, Setting.SHEDDING.key());
            }
            return shedding;
        }
        return shedding.atMost(values.or(Setting.SHEDDING_AT_MOST, Values::share, shedding.atMost()))
                .fallOver(values.or(Setting.SHEDDING_FALL_OVER, Values::duration, shedding.fallOver()))
                .trickle(backoff(shedding.trickle(), TRICKLE));
    }

    private void classifier() {
        List<Class<? extends Throwable>> ignored = values.or(Setting.IGNORE, Values::exceptions, List.of());
        List<Class<? extends Throwable>> failures = values.or(Setting.FAIL_ON, Values::exceptions, List.of());
        if (ignored.isEmpty() && failures.isEmpty()) {
            return;
        }
        if (!(base.classifier() instanceof OutcomeRules rules)) {
            values.wrong(
                    ignored.isEmpty() ? Setting.FAIL_ON : Setting.IGNORE,
                    "cannot change a classifier that is a function in code: decide it there");
            return;
        }
        for (Class<? extends Throwable> type : ignored) {
            rules = rules.ignore(type);
        }
        for (Class<? extends Throwable> type : failures) {
            rules = rules.failOn(type);
        }
        config.classify(rules);
    }
}
