// SPDX-License-Identifier: Apache-2.0
package io.switchgear.window;

import io.switchgear.outcome.LastFailure;
import io.switchgear.support.FailureAccess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a breaker at one moment, for its trip rules and for monitoring. Ignored calls are in no figure. Immutable;
 * a {@link #builder} creates metrics for tests of custom trip rules.
 *
 * @since 0.1
 */
public final class Metrics {
    private static final FailureAccess<LastFailure> FAILURES = FailureAccess.to(LastFailure.class);

    private final Window window;
    private final long successes;
    private final long failures;
    private final long slowSuccesses;
    private final long slowFailures;
    private final long consecutiveFailures;
    private final long consecutiveAbandoned;
    private final long consecutiveSuccesses;
    private final @Nullable Duration abandonedAfter;
    private final Duration consecutiveFailuresSpan;
    private final long inFlight;
    private final long stuckCalls;
    private final @Nullable LastFailure lastFailure;

    private Metrics(Builder from) {
        window = from.window;
        successes = from.successes;
        failures = from.failures;
        slowSuccesses = from.slowSuccesses;
        slowFailures = from.slowFailures;
        consecutiveFailures = from.consecutiveFailures;
        consecutiveAbandoned = from.consecutiveAbandoned;
        consecutiveSuccesses = from.consecutiveSuccesses;
        abandonedAfter = from.abandonedAfter;
        consecutiveFailuresSpan = from.consecutiveFailuresSpan;
        inFlight = from.inFlight;
        stuckCalls = from.stuckCalls;
        lastFailure = from.lastFailure;
    }

    /** All figures by name, for equality and for the text. */
    private Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("window", window);
        figures.put("successes", successes);
        figures.put("failures", failures);
        figures.put("slowSuccesses", slowSuccesses);
        figures.put("slowFailures", slowFailures);
        figures.put("consecutiveFailures", consecutiveFailures);
        figures.put("consecutiveAbandoned", consecutiveAbandoned);
        figures.put("consecutiveSuccesses", consecutiveSuccesses);
        figures.put("abandonedAfter", abandonedAfter());
        figures.put("consecutiveFailuresSpan", consecutiveFailuresSpan);
        figures.put("inFlight", inFlight);
        figures.put("stuckCalls", stuckCalls);
        figures.put("lastFailure", lastFailure());
        return figures;
    }

    /**
     * Returns a builder of metrics with nothing counted.
     *
     * @param window the window of the counts
     * @return a new builder
     */
    public static Builder builder(Window window) {
        return new Builder(window);
    }

    /** {@return the window of the counts} */
    public Window window() {
        return window;
    }

    /** {@return the number of calls in the window, successful or failed} */
    public long calls() {
        return successes + failures;
    }

    /** {@return the number of successful calls in the window} */
    public long successes() {
        return successes;
    }

    /** {@return the number of failed calls in the window} */
    public long failures() {
        return failures;
    }

    /** {@return the number of calls in the window that took longer than the slow-call threshold; 0 without one} */
    public long slowCalls() {
        return slowSuccesses + slowFailures;
    }

    /** {@return the number of slow calls among {@link #successes}} */
    public long slowSuccesses() {
        return slowSuccesses;
    }

    /** {@return the number of slow calls among {@link #failures}} */
    public long slowFailures() {
        return slowFailures;
    }

    /**
     * {@return the number of failures and abandoned calls since the last success, whether or not they are still in the window}
     */
    public long consecutiveFailures() {
        return consecutiveFailures;
    }

    /** {@return the number of abandoned calls among the {@link #consecutiveFailures}; they are in no other figure} */
    public long consecutiveAbandoned() {
        return consecutiveAbandoned;
    }

    /**
     * Successes in a row.
     *
     * @return the number of successes in this phase since its last failure or abandoned call; under concurrency it can be a
     *     few too high or too low
     */
    public long consecutiveSuccesses() {
        return consecutiveSuccesses;
    }

    /** {@return the age beyond which a call that is given up counts as abandoned; empty if such calls are always ignored} */
    public Optional<Duration> abandonedAfter() {
        return Optional.ofNullable(abandonedAfter);
    }

    /** {@return the time from the first to the last of the {@link #consecutiveFailures}} */
    public Duration consecutiveFailuresSpan() {
        return consecutiveFailuresSpan;
    }

    /** {@return the number of calls admitted and not back yet} */
    public long inFlight() {
        return inFlight;
    }

    /**
     * {@return the number of calls in flight that have been out for longer than the limit of the stuck-calls rule; 0 without one}
     */
    public long stuckCalls() {
        return stuckCalls;
    }

    /** {@return the newest failure of this phase; empty if there was none} */
    public Optional<LastFailure> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** {@return the failures as a share of the calls in the window, 0 to 1; empty if the window holds no call} */
    public OptionalDouble failureRate() {
        return rate(failures);
    }

    /** {@return the slow calls as a share of the calls in the window, 0 to 1; empty if the window holds no call} */
    public OptionalDouble slowCallRate() {
        return rate(slowCalls());
    }

    /**
     * Describes a part of the window's calls, for the explanation of a trip rule.
     *
     * @param part the number of calls
     * @return a text such as {@code 57 of 100 calls in 10 s}
     */
    public String describe(long part) {
        return part + " of " + window.describe(calls());
    }

    private OptionalDouble rate(long part) {
        return calls() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / calls());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Metrics that && figures().equals(that.figures());
    }

    @Override
    public int hashCode() {
        return figures().hashCode();
    }

    /** {@return all figures by name} */
    @Override
    public String toString() {
        return "Metrics" + figures();
    }

    /** Builder of {@link Metrics}. All figures are zero or empty until they are set; none is checked. Not thread-safe. */
    public static final class Builder {
        private final Window window;
        private long successes;
        private long failures;
        private long slowSuccesses;
        private long slowFailures;
        private long consecutiveFailures;
        private long consecutiveAbandoned;
        private long consecutiveSuccesses;
        private @Nullable Duration abandonedAfter;
        private Duration consecutiveFailuresSpan = Duration.ZERO;
        private long inFlight;
        private long stuckCalls;
        private @Nullable LastFailure lastFailure;

        private Builder(Window window) {
            this.window = Objects.requireNonNull(window, "window");
        }

        /**
         * Sets {@link Metrics#successes}.
         *
         * @param calls the successful calls in the window, including the slow ones
         * @return this
         */
        public Builder successes(long calls) {
            successes = calls;
            return this;
        }

        /**
         * Sets {@link Metrics#failures}.
         *
         * @param calls the failed calls in the window, including the slow ones
         * @return this
         */
        public Builder failures(long calls) {
            failures = calls;
            return this;
        }

        /**
         * Sets {@link Metrics#slowSuccesses}.
         *
         * @param calls the slow calls among the successes
         * @return this
         */
        public Builder slowSuccesses(long calls) {
            slowSuccesses = calls;
            return this;
        }

        /**
         * Sets {@link Metrics#slowFailures}.
         *
         * @param calls the slow calls among the failures
         * @return this
         */
        public Builder slowFailures(long calls) {
            slowFailures = calls;
            return this;
        }

        /**
         * Sets {@link Metrics#consecutiveFailures}.
         *
         * @param calls the failures and abandoned calls since the last success
         * @return this
         */
        public Builder consecutiveFailures(long calls) {
            consecutiveFailures = calls;
            return this;
        }

        /**
         * Sets {@link Metrics#consecutiveAbandoned}.
         *
         * @param calls the abandoned calls among the consecutive failures
         * @return this
         */
        public Builder consecutiveAbandoned(long calls) {
            consecutiveAbandoned = calls;
            return this;
        }

        /**
         * Sets {@link Metrics#consecutiveSuccesses}.
         *
         * @param calls the successes since the last failure or abandoned call
         * @return this
         */
        public Builder consecutiveSuccesses(long calls) {
            consecutiveSuccesses = calls;
            return this;
        }

        /**
         * Sets {@link Metrics#abandonedAfter}.
         *
         * @param bound the age beyond which a call that is given up counts as abandoned, or {@code null} for none
         * @return this
         */
        public Builder abandonedAfter(@Nullable Duration bound) {
            abandonedAfter = bound;
            return this;
        }

        /**
         * Sets {@link Metrics#consecutiveFailuresSpan}.
         *
         * @param span the time from the first to the last of them
         * @return this
         */
        public Builder consecutiveFailuresSpan(Duration span) {
            consecutiveFailuresSpan = Objects.requireNonNull(span, "span");
            return this;
        }

        /**
         * Sets {@link Metrics#inFlight}.
         *
         * @param calls the calls admitted and not back yet
         * @return this
         */
        public Builder inFlight(long calls) {
            inFlight = calls;
            return this;
        }

        /**
         * Sets {@link Metrics#stuckCalls}.
         *
         * @param calls the calls in flight that have been out for too long
         * @return this
         */
        public Builder stuckCalls(long calls) {
            stuckCalls = calls;
            return this;
        }

        /**
         * Sets {@link Metrics#lastFailure}.
         *
         * @param failure the newest failure, or {@code null} for none
         * @return this
         */
        public Builder lastFailure(@Nullable LastFailure failure) {
            lastFailure = failure;
            return this;
        }

        /**
         * Sets {@link Metrics#lastFailure} from an exception, as a breaker does.
         *
         * @param thrown the exception of the newest failure
         * @return this
         */
        public Builder lastFailure(Throwable thrown) {
            return lastFailure(FAILURES.of(null, Objects.requireNonNull(thrown, "thrown"), true));
        }

        /** {@return the metrics} */
        public Metrics build() {
            return new Metrics(this);
        }
    }
}
