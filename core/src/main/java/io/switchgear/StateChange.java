package io.switchgear;

import io.switchgear.support.Durations;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of a breaker's state, and why. Immutable.
 *
 * @param breaker the breaker's name
 * @param from the state that ended
 * @param to the state that began
 * @param reason why, in one line with the figures
 * @param rule the rule that tripped; empty for changes that no trip rule caused
 * @param metrics what the breaker saw when it decided
 * @param waits how long the breaker will stay open; present when {@code to} is {@link State#OPEN}
 * @param sequence 1 for the breaker's first change, one more for each; gives the true order
 * @param at when the change fell due, which can be before it was noticed; for display
 */
public record StateChange(
        String breaker,
        State from,
        State to,
        String reason,
        Optional<TripRule> rule,
        Metrics metrics,
        Optional<Duration> waits,
        long sequence,
        Instant at)
        implements BreakerEvent {

    /**
     * The change in one line.
     *
     * @return like {@code payments CLOSED -> OPEN: failure rate 57 % (57 of 100 calls in 10 s) >= 50 %; next probe in 4.2 s}
     */
    @Override
    public String toString() {
        return breaker + " " + from + " -> " + to + ": " + reason
                + waits.map(wait -> "; next probe in " + Durations.text(wait)).orElse("");
    }
}
