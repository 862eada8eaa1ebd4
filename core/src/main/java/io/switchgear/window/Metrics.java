package io.switchgear.window;

import io.switchgear.outcome.LastFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a breaker sees at one moment, for its trip rules and for whoever watches it. Immutable; create your own to test your
 * own rules. Ignored calls are in none of the figures.
 *
 * @param window the window that the counts are of
 * @param successes successful calls in the window
 * @param failures failed calls in the window
 * @param slowCalls calls in the window that took longer than the slow-call threshold, successful or failed; 0 without one
 * @param consecutiveFailures failures since the last success, whether or not they are still in the window
 * @param consecutiveFailuresSpan from the first to the last of these failures
 * @param inFlight calls admitted and not back yet
 * @param stuckCalls those of {@code inFlight} that have been out for longer than the limit of the stuck-calls rule; 0 without one
 * @param lastFailure the newest failure of this phase, empty when there was none
 */
public record Metrics(
        Window window,
        long successes,
        long failures,
        long slowCalls,
        long consecutiveFailures,
        Duration consecutiveFailuresSpan,
        long inFlight,
        long stuckCalls,
        Optional<LastFailure> lastFailure) {

    /**
     * Metrics of an empty window.
     *
     * @param window the window
     * @param inFlight calls admitted and not back yet
     * @return all counts zero
     */
    public static Metrics empty(Window window, long inFlight) {
        return new Metrics(window, 0, 0, 0, 0, Duration.ZERO, inFlight, 0, Optional.empty());
    }

    /**
     * Calls in the window.
     *
     * @return successes and failures
     */
    public long calls() {
        return successes + failures;
    }

    /**
     * Failures among the calls of the window.
     *
     * @return 0 to 1; absent while the window holds no call
     */
    public OptionalDouble failureRate() {
        return rate(failures);
    }

    /**
     * Slow calls among the calls of the window.
     *
     * @return 0 to 1; absent while the window holds no call
     */
    public OptionalDouble slowCallRate() {
        return rate(slowCalls);
    }

    /**
     * Some of the window's calls in words.
     *
     * @param part how many
     * @return like {@code 57 of 100 calls in 10 s}
     */
    public String share(long part) {
        return part + " of " + window.holding(calls());
    }

    private OptionalDouble rate(long part) {
        return calls() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / calls());
    }
}
