// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.support.Durations;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of a breaker's state, with its cause. Immutable.
 *
 * @since 0.1
 */
public final class StateChange implements BreakerEvent {
    /**
     * The kinds of changes, by cause.
     *
     * @since 0.1
     */
    public enum Kind {
        /** A trip rule opened the breaker. */
        RULE,
        /** Probes succeeded or failed, or none succeeded or failed in time. */
        PROBES,
        /** The open wait was over. */
        WAIT_OVER,
        /** The ramp was over. */
        RAMP_OVER,
        /** Nothing had been shed for the length of the shedding window. */
        SHEDDING_OVER,
        /** An operator opened, held or released the breaker. */
        BY_HAND,
        /** An operator reset the breaker. */
        RESET,
        /** A program opened the breaker or ended its outage because of outside knowledge, such as the state of a fleet. */
        EXTERNAL
    }

    private final Values values;

    StateChange(Values values) {
        this.values = values;
    }

    record Values(
            String breaker,
            State from,
            State to,
            Kind kind,
            String reason,
            Optional<TripRule> rule,
            Metrics metrics,
            Optional<Duration> openFor,
            long sequence,
            Instant at) {}

    @Override
    public String breaker() {
        return values.breaker;
    }

    /** {@return the state that ended} */
    public State from() {
        return values.from;
    }

    /** {@return the state that began} */
    public State to() {
        return values.to;
    }

    /** {@return the kind of cause} */
    public Kind kind() {
        return values.kind;
    }

    /** {@return the cause, in one line with the figures} */
    public String reason() {
        return values.reason;
    }

    /** {@return the rule that tripped; empty for changes that no trip rule caused} */
    public Optional<TripRule> rule() {
        return values.rule;
    }

    /** {@return the metrics at the time of the decision} */
    public Metrics metrics() {
        return values.metrics;
    }

    /** {@return the open wait that has begun; present when {@link #to} is {@link State#OPEN}} */
    public Optional<Duration> openFor() {
        return values.openFor;
    }

    /** {@return 1 for the breaker's first change, then 2, 3 ...; gives the order of events} */
    @Override
    public long sequence() {
        return values.sequence;
    }

    /** {@return the time at which the change fell due, which can be before it was noticed; for display} */
    @Override
    public Instant at() {
        return values.at;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StateChange that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /**
     * The change in one line.
     *
     * @return such as
     *     {@code payments CLOSED -> OPEN: failure rate 57 % (57 of 100 calls in 10 s) >= 50 %; next probe in 4.2 s}
     */
    @Override
    public String toString() {
        return breaker() + " " + from() + " -> " + to() + ": " + reason()
                + openFor()
                        .map(wait -> "; next probe in " + Durations.text(wait))
                        .orElse("");
    }
}
