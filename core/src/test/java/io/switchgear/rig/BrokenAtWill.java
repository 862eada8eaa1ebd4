// SPDX-License-Identifier: Apache-2.0
package io.switchgear.rig;

import io.switchgear.model.Ending;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.ProbeGate;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A user's functions, which work until they are told to throw or to give nonsense, and which count how often they did. Not
 * thread-safe.
 */
public final class BrokenAtWill {
    /** The functions. */
    public enum Kind {
        CLASSIFIER,
        RULE,
        EXPLANATION,
        BACKOFF,
        GATE,
        HINT,
        RANDOM,
        LISTENER,
        OBSERVER
    }

    /** The broken ones, with whether they give nonsense rather than throw. */
    private final Map<Kind, Boolean> broken = new EnumMap<>(Kind.class);

    /** The back-offs that have waits of a user's own. */
    private final Map<Backoff, OwnWaits> ownWaits = new HashMap<>();

    private int times;

    /** The number that all who ask for a random one get. */
    public double chance;
    /** Lets time pass while the gate is asked. */
    public Consumer<Duration> clock = passed -> {};

    public final ProbeGate gate = this::gateHolds;
    /** For how long the gate holds a probe back. */
    public Duration gateHolds = Duration.ZERO;
    /** How many nanoseconds the gate takes to say so. */
    public long gateTakes;
    /** What the gate was asked since the last comparison, in order. */
    public final List<String> asked = new ArrayList<>();
    /** How often a function threw or gave nonsense. */
    public long failures;

    public boolean works(Kind kind) {
        return !broken.containsKey(kind);
    }

    public void mend() {
        broken.clear();
    }

    public void breaks(Kind kind, boolean absurdly) {
        broken.put(kind, absurdly);
    }

    /** What a function gives: its sound answer, an absurd one where there is any, or an exception or error. */
    @SafeVarargs
    public final <T> T answer(Kind kind, Supplier<T> sound, T... absurd) {
        Boolean absurdly = broken.get(kind);
        if (absurdly == null) {
            return sound.get();
        }
        failures++;
        times++;
        return absurdly && absurd.length > 0
                ? absurd[times % absurd.length]
                : Broken.<T, Error>fail(Broken.THROWN.get(times % Broken.THROWN.size()));
    }

    /** For listeners and observers. */
    public void endOf(Kind kind) {
        answer(kind, () -> "");
    }

    public RandomGenerator random() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("a breaker asks for doubles only");
            }

            @Override
            public double nextDouble() {
                return answer(Kind.RANDOM, () -> chance, -0.5, 1.0, Double.NaN);
            }
        };
    }

    public double chanceTaken() {
        return works(Kind.RANDOM) ? chance : 0.5;
    }

    /** Waits of a user's own: this many nanoseconds for each attempt. */
    public Backoff backoff(long nanos) {
        OwnWaits waits = new OwnWaits(this, nanos);
        Backoff backoff = Backoff.of(waits);
        ownWaits.put(backoff, waits);
        return backoff;
    }

    /** The waits of a user's own in a back-off, or {@code null} when it has none. */
    @Nullable
    public OwnWaits ownWaits(Backoff backoff) {
        return ownWaits.get(backoff);
    }

    /** Waits in proportion to the attempt. */
    public record OwnWaits(BrokenAtWill callbacks, long nanos) implements IntFunction<Duration> {
        @Override
        public Duration apply(int attempt) {
            return callbacks.answer(
                    Kind.BACKOFF, () -> wait(attempt), null, Duration.ofNanos(-1), Duration.ofDays(40_000));
        }

        public Duration wait(int attempt) {
            return Duration.ofNanos(nanos * attempt);
        }
    }

    private Duration gateHolds(String breaker, Duration overdue) {
        asked.add(question(breaker, overdue));
        clock.accept(Duration.ofNanos(gateTakes));
        return answer(Kind.GATE, () -> gateHolds, null, Duration.ofNanos(-1));
    }

    /** What the gate was asked, in words. */
    public static String question(String breaker, Duration overdue) {
        return "whether " + breaker + " may probe " + overdue + " after its wait";
    }

    @Nullable
    public Duration hint(@Nullable Throwable thrown) {
        Supplier<@Nullable Duration> sound = () -> thrown instanceof Ending.Hinting hinting ? hinting.hint : null;
        return answer(Kind.HINT, sound, Duration.ofNanos(-1), Duration.ofDays(-40_000));
    }

    /** A rule of a user's own: as many failures as slow calls, and at least one. */
    public record OwnRule(BrokenAtWill callbacks, int minimumCalls) implements TripRule {
        public static final String WHY = "it does not look good";

        @Override
        public boolean trips(Metrics metrics) {
            return callbacks.answer(Kind.RULE, () -> isBad(metrics), (Boolean) null);
        }

        @Override
        public String explain(Metrics metrics) {
            return callbacks.answer(Kind.EXPLANATION, () -> WHY);
        }

        public boolean holds(Metrics metrics) {
            return callbacks.works(Kind.RULE) && isBad(metrics);
        }

        public boolean explainsNothing() {
            return !callbacks.works(Kind.EXPLANATION);
        }

        private static boolean isBad(Metrics metrics) {
            return metrics.failures() >= 1 && metrics.failures() >= metrics.slowCalls();
        }
    }

    public Outcome classified(Supplier<Outcome> sound) {
        return answer(Kind.CLASSIFIER, sound, (Outcome) null);
    }
}
