// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import io.switchgear.Snapshot;
import io.switchgear.State;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a breaker, as it was when {@code assertThat} was called. Each failure shows a description of the breaker.
 * Created by {@link SwitchgearAssertions}. Not thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerAssert extends AbstractAssert<CircuitBreakerAssert, Snapshot> {
    private final String explanation;

    CircuitBreakerAssert(Snapshot actual, String explanation) {
        super(actual, CircuitBreakerAssert.class);
        this.explanation = explanation;
    }

    /**
     * Asserts that the breaker is {@link State#CLOSED}.
     *
     * @return this
     */
    public CircuitBreakerAssert isClosed() {
        return hasState(State.CLOSED);
    }

    /**
     * Asserts that the breaker is {@link State#OPEN}. It stays open when its wait is over, until the next call: see
     * {@link #isProbeDue()}.
     *
     * @return this
     */
    public CircuitBreakerAssert isOpen() {
        return hasState(State.OPEN);
    }

    /**
     * Asserts that the breaker is {@link State#HALF_OPEN}.
     *
     * @return this
     */
    public CircuitBreakerAssert isHalfOpen() {
        return hasState(State.HALF_OPEN);
    }

    /**
     * Asserts that the breaker is {@link State#SHEDDING}.
     *
     * @return this
     */
    public CircuitBreakerAssert isShedding() {
        return hasState(State.SHEDDING);
    }

    /**
     * Asserts that the breaker is in a state, for example one held by hand.
     *
     * @param state the state
     * @return this
     */
    public CircuitBreakerAssert hasState(State state) {
        return check("state", state, actual.state());
    }

    /**
     * Asserts that the breaker is open, its wait is over, and the next call will be a probe.
     *
     * @return this
     */
    public CircuitBreakerAssert isProbeDue() {
        return hasNextProbeIn(Duration.ZERO);
    }

    /**
     * Asserts that the breaker is open, and that no probe will pass before a time is over.
     *
     * @param wait the exact rest of the wait
     * @return this
     */
    public CircuitBreakerAssert hasNextProbeIn(Duration wait) {
        return check(
                "time until the next probe",
                wait,
                actual.nextProbeIn().<Object>map(left -> left).orElse("none"));
    }

    /**
     * Asserts the number of openings in a row.
     *
     * @param openings the exact value of {@link Snapshot#consecutiveOpenings()}
     * @return this
     */
    public CircuitBreakerAssert hasConsecutiveOpenings(int openings) {
        return check("consecutive openings", openings, actual.consecutiveOpenings());
    }

    /**
     * Asserts that every admitted call has come back.
     *
     * @return this
     */
    public CircuitBreakerAssert hasNothingInFlight() {
        return hasInFlight(0);
    }

    /**
     * Asserts the number of calls in flight.
     *
     * @param calls the exact number
     * @return this
     */
    public CircuitBreakerAssert hasInFlight(long calls) {
        return check("calls in flight", calls, actual.inFlight());
    }

    /**
     * Asserts the number of admitted calls since the breaker was created.
     *
     * @param calls the exact number
     * @return this
     */
    public CircuitBreakerAssert hasAdmitted(long calls) {
        return check("admitted calls", calls, actual.totals().admitted());
    }

    /**
     * Asserts the number of successes since the breaker was created.
     *
     * @param calls the exact number
     * @return this
     */
    public CircuitBreakerAssert hasSuccesses(long calls) {
        return check("successes", calls, actual.totals().successes());
    }

    /**
     * Asserts the number of failures since the breaker was created.
     *
     * @param calls the exact number
     * @return this
     */
    public CircuitBreakerAssert hasFailures(long calls) {
        return check("failures", calls, actual.totals().failures());
    }

    /**
     * Asserts the number of ignored calls since the breaker was created.
     *
     * @param calls the exact number
     * @return this
     */
    public CircuitBreakerAssert hasIgnored(long calls) {
        return check("ignored calls", calls, actual.totals().ignored());
    }

    /**
     * Asserts the number of abandoned calls since the breaker was created: those given up late enough to be evidence.
     *
     * @param calls the exact number
     * @return this
     */
    public CircuitBreakerAssert hasAbandoned(long calls) {
        return check("abandoned calls", calls, actual.totals().abandoned());
    }

    /**
     * Asserts the number of slow calls since the breaker was created.
     *
     * @param calls the exact number
     * @return this
     */
    public CircuitBreakerAssert hasSlow(long calls) {
        return check("slow calls", calls, actual.totals().slow());
    }

    /**
     * Asserts the number of stale results since the breaker was created: those that came back after their phase was over.
     *
     * @param calls the exact number
     * @return this
     */
    public CircuitBreakerAssert hasStale(long calls) {
        return check("stale calls", calls, actual.totals().stale());
    }

    /**
     * Asserts the number of rejected calls since the breaker was created, for any reason.
     *
     * @param calls the exact number
     * @return this
     */
    public CircuitBreakerAssert hasRejected(long calls) {
        long rejected = actual.totals().rejected().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return check("rejected calls", calls, rejected);
    }

    private CircuitBreakerAssert check(String what, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            throw failureWithActualExpected(
                    found,
                    expected,
                    "%s of %s: expected %s, but is %s%n%s",
                    what,
                    actual.name(),
                    expected,
                    found,
                    explanation);
        }
        return this;
    }
}
