// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.support.Durations;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the functions that users give to a breaker. An exception from one goes no further: it is counted, logged once for
 * each kind, and replaced by a default. Thread-safe.
 */
final class Callbacks {
    private static final System.Logger LOGGER = System.getLogger("io.switchgear.CircuitBreaker");
    private static final double MIDDLING_CHANCE = 0.5;
    private static final Instant EARLIEST = Instant.MIN.plus(Durations.LONGEST);
    private static final Instant LATEST = Instant.MAX.minus(Durations.LONGEST);

    /** The kinds of functions, with their names in the log. */
    enum Kind {
        CLASSIFIER("classifier", "the default classification was used"),
        RULE("trip rule", "it was treated as not tripped"),
        EXPLANATION("trip rule's explanation", "a general text was used"),
        BACKOFF("back-off function", "the default back-off was used"),
        HINT("retry hint function", "no hint was used"),
        MESSAGE("failure's message", "only the class name was kept"),
        GATE("probe gate", "the probe was not held back"),
        DESCRIPTION("classifier's description of a result", "only its class name was kept"),
        KEY("key's text", "its class name was used instead"),
        RANDOM("random source", "0.5 was used"),
        INSTANT_SOURCE("instant source", "the system's clock was used"),
        SCHEDULER("scheduler", "the next call will make the change that is due"),
        OBSERVER("call observer", "the call was not affected"),
        LISTENER("listener", "the other listeners were notified"),
        /** Not a function of the user's, but an error in the breaker's own work. */
        INTERNAL("step of the breaker itself (stack, heap or ticker)", "the result of the call was not affected");

        private final String name;
        private final String consequence;

        Kind(String name, String consequence) {
            this.name = name;
            this.consequence = consequence;
        }
    }

    private final String breaker;
    private final AtomicLong failures = new AtomicLong();
    /** The kinds that have been logged. Guarded by its own lock. */
    private final Set<Kind> logged = Collections.synchronizedSet(EnumSet.noneOf(Kind.class));

    /**
     * The last error that interrupted the breaker's own work: a full stack or heap, or a ticker that threw. Written without
     * synchronization or a call, for which there may be no room; reporting one of several such errors is enough.
     */
    @Nullable
    Throwable internalError;

    Callbacks(String breaker) {
        this.breaker = breaker;
    }

    Outcome classify(Classifier classifier, @Nullable Object result, @Nullable Throwable thrown) {
        try {
            Outcome outcome = classifier.classify(result, thrown);
            if (outcome != null) {
                return outcome;
            }
            failed(Kind.CLASSIFIER, new NullPointerException("the classifier returned null"));
        } catch (Throwable broken) {
            failed(Kind.CLASSIFIER, broken);
        }
        Outcome blunt = thrown == null ? Outcome.SUCCESS : Outcome.FAILURE;
        return orDefault(Kind.CLASSIFIER, () -> Classifier.defaults().classify(result, thrown), () -> blunt);
    }

    boolean trips(TripRule rule, Metrics metrics) {
        try {
            return metrics.calls() >= rule.minimumCalls() && rule.trips(metrics);
        } catch (Throwable thrown) {
            failed(Kind.RULE, thrown);
            return false;
        }
    }

    String explain(TripRule rule, Metrics metrics) {
        return orDefault(Kind.EXPLANATION, () -> Objects.requireNonNull(rule.explain(metrics)), () -> "a trip rule");
    }

    long backoffNanos(CircuitBreakerConfig config, Backoff backoff, int attempt) {
        double chance = chance(config);
        return orDefault(
                Kind.BACKOFF,
                () -> backoff.waitFor(attempt, chance).toNanos(),
                () -> Backoff.DEFAULT.waitFor(attempt, chance).toNanos());
    }

    /** The time for which the gate holds the probe back; zero if it does not. */
    long gateHoldsNanos(CircuitBreakerConfig config, long overdueNanos) {
        return orDefault(
                Kind.GATE,
                () -> {
                    Duration held = config.probeGate().holdsFor(breaker, Duration.ofNanos(overdueNanos));
                    if (held.isNegative()) {
                        throw new IllegalArgumentException("probe gate returned " + held + ", which is negative");
                    }
                    return Durations.nanos(held);
                },
                () -> 0L);
    }

    /** A random number, at least 0 and below 1. */
    double chance(CircuitBreakerConfig config) {
        return orDefault(
                Kind.RANDOM,
                () -> {
                    double chance = config.random().nextDouble();
                    if (!(chance >= 0 && chance < 1)) {
                        throw new IllegalArgumentException(
                                "random source returned " + chance + ", which is not at least 0 and below 1");
                    }
                    return chance;
                },
                () -> MIDDLING_CHANCE);
    }

    /** The time of day, within bounds that leave room to calculate with it. */
    Instant instant(CircuitBreakerConfig config) {
        return orDefault(
                Kind.INSTANT_SOURCE,
                () -> {
                    Instant instant = config.instantSource().instant();
                    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                        throw new IllegalArgumentException(
                                "instant source returned " + instant + ", which is out of range");
                    }
                    return instant;
                },
                InstantSource.system()::instant);
    }

    /** The hint in a result, cut to the longest hint allowed; {@code null} if there is none. */
    @Nullable
    Duration hint(CircuitBreakerConfig config, @Nullable Object result, @Nullable Throwable thrown) {
        if (result == null && thrown == null) {
            return null;
        }
        try {
            Duration hint = config.retryHint().after(result, thrown);
            if (hint != null && hint.isNegative()) {
                throw new IllegalArgumentException("retry hint " + hint + " is negative");
            }
            return hint == null || hint.compareTo(config.maxHint()) < 0 ? hint : config.maxHint();
        } catch (Throwable broken) {
            failed(Kind.HINT, broken);
            return null;
        }
    }

    /**
     * Describes a failure: an exception's class and message, or a failed result's class and the classifier's description of
     * it. Returns {@code before} if that says the same.
     */
    LastFailure describe(
            CircuitBreakerConfig config,
            @Nullable LastFailure before,
            @Nullable Throwable thrown,
            @Nullable Object result) {
        if (thrown != null) {
            try {
                return LastFailures.of(before, thrown, config.failureMessages());
            } catch (Throwable broken) {
                failed(Kind.MESSAGE, broken);
                return LastFailures.of(thrown.getClass().getName(), null);
            }
        }
        if (result == null) {
            return LastFailures.of("a failure without an exception", null);
        }
        @Nullable
        String text = config.failureMessages()
                ? orDefault(Kind.DESCRIPTION, () -> config.classifier().describe(result), () -> null)
                : null;
        return LastFailures.of("a result of " + result.getClass().getName(), text);
    }

    void failed(Kind kind, Throwable thrown) {
        failures.incrementAndGet();
        if (logged.add(kind)) {
            warn(
                    "a " + kind.name + " failed; " + kind.consequence
                            + ". More failures of this kind are counted, not logged.",
                    thrown);
        }
    }

    /** Counts and logs an error that interrupted the breaker's own work in an earlier call; now there is room to do so. */
    void reportInternalError() {
        Throwable broken = internalError;
        if (broken != null) {
            internalError = null;
            failed(Kind.INTERNAL, broken);
        }
    }

    /** Logs an event: as a warning if the new state keeps calls out or takes the breaker out of service. */
    void log(BreakerEvent event) {
        boolean warns = event instanceof StateChange change && change.to().isAlarming();
        write(warns ? Level.WARNING : Level.INFO, "Circuit breaker " + event, null);
    }

    void warn(String text, @Nullable Throwable thrown) {
        write(Level.WARNING, "Circuit breaker " + breaker + ": " + text, thrown);
    }

    /** Writes to the log, whose appenders are foreign code too. */
    private void write(Level level, String text, @Nullable Throwable thrown) {
        try {
            LOGGER.log(level, text, thrown);
        } catch (Throwable broken) {
            failures.incrementAndGet();
        }
    }

    long failures() {
        return failures.get();
    }

    private <T extends @Nullable Object> T orDefault(Kind kind, Supplier<T> function, Supplier<T> byDefault) {
        try {
            return function.get();
        } catch (Throwable thrown) {
            failed(kind, thrown);
            return byDefault.get();
        }
    }
}
