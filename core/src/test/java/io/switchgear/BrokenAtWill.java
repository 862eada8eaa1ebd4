package io.switchgear;

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
final class BrokenAtWill {
    /** The functions. */
    enum Kind {
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
    double chance;
    /** Lets time pass while the gate is asked. */
    Consumer<Duration> clock = passed -> {};

    final ProbeGate gate = this::gateHolds;
    /** For how long the gate holds a probe back. */
    Duration gateHolds = Duration.ZERO;
    /** How many nanoseconds the gate takes to say so. */
    long gateTakes;
    /** What the gate was asked since the last comparison, in order. */
    final List<String> asked = new ArrayList<>();
    /** How often a function threw or gave nonsense. */
    long failures;

    boolean works(Kind kind) {
        return !broken.containsKey(kind);
    }

    void mend() {
        broken.clear();
    }

    void breaks(Kind kind, boolean absurdly) {
        broken.put(kind, absurdly);
    }

    /** What a function gives: its sound answer, an absurd one where there is any, or an exception or error. */
    @SafeVarargs
    final <T> T answer(Kind kind, Supplier<T> sound, T... absurd) {
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
    void endOf(Kind kind) {
        answer(kind, () -> "");
    }

    RandomGenerator random() {
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

    double chanceTaken() {
        return works(Kind.RANDOM) ? chance : 0.5;
    }

    /** Waits of a user's own: this many nanoseconds for each attempt. */
    Backoff backoff(long nanos) {
        OwnWaits waits = new OwnWaits(this, nanos);
        Backoff backoff = Backoff.of(waits);
        ownWaits.put(backoff, waits);
        return backoff;
    }

    /** The waits of a user's own in a back-off, or {@code null} when it has none. */
    @Nullable
    OwnWaits ownWaits(Backoff backoff) {
        return ownWaits.get(backoff);
    }

    /** Waits in proportion to the attempt. */
    record OwnWaits(BrokenAtWill callbacks, long nanos) implements IntFunction<Duration> {
        @Override
        public Duration apply(int attempt) {
            return callbacks.answer(
                    Kind.BACKOFF, () -> wait(attempt), null, Duration.ofNanos(-1), Duration.ofDays(40_000));
        }

        Duration wait(int attempt) {
            return Duration.ofNanos(nanos * attempt);
        }
    }

    private Duration gateHolds(String breaker, Duration overdue) {
        asked.add(question(breaker, overdue));
        clock.accept(Duration.ofNanos(gateTakes));
        return answer(Kind.GATE, () -> gateHolds, null, Duration.ofNanos(-1));
    }

    /** What the gate was asked, in words. */
    static String question(String breaker, Duration overdue) {
        return "whether " + breaker + " may probe " + overdue + " after its wait";
    }

    @Nullable
    Duration hint(@Nullable Throwable thrown) {
        Supplier<@Nullable Duration> sound = () -> thrown instanceof Ending.Hinting hinting ? hinting.hint : null;
        return answer(Kind.HINT, sound, Duration.ofNanos(-1), Duration.ofDays(-40_000));
    }

    /** A rule of a user's own: as many failures as slow calls, and at least one. */
    record OwnRule(BrokenAtWill callbacks, int minimumCalls) implements TripRule {
        static final String WHY = "it does not look good";

        @Override
        public boolean trips(Metrics metrics) {
            return callbacks.answer(Kind.RULE, () -> isBad(metrics), (Boolean) null);
        }

        @Override
        public String explain(Metrics metrics) {
            return callbacks.answer(Kind.EXPLANATION, () -> WHY);
        }

        boolean holds(Metrics metrics) {
            return callbacks.works(Kind.RULE) && isBad(metrics);
        }

        boolean explainsNothing() {
            return !callbacks.works(Kind.EXPLANATION);
        }

        private static boolean isBad(Metrics metrics) {
            return metrics.failures() >= 1 && metrics.failures() >= metrics.slowCalls();
        }
    }

    Outcome classified(Supplier<Outcome> sound) {
        return answer(Kind.CLASSIFIER, sound, (Outcome) null);
    }
}
