package io.switchgear.testkit;

import io.switchgear.Snapshot;
import io.switchgear.State;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;

/**
 * What a test says about a breaker, as it was when {@code assertThat} was called. Each failure shows what the breaker has to
 * say for itself. Made by {@link SwitchgearAssertions}. Not thread-safe.
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
     * It is {@link State#CLOSED}.
     *
     * @return this
     */
    public CircuitBreakerAssert isClosed() {
        return hasState(State.CLOSED);
    }

    /**
     * It is {@link State#OPEN}. It stays so when its wait is over, until a call comes: see {@link #isProbeDue()}.
     *
     * @return this
     */
    public CircuitBreakerAssert isOpen() {
        return hasState(State.OPEN);
    }

    /**
     * It is {@link State#HALF_OPEN}.
     *
     * @return this
     */
    public CircuitBreakerAssert isHalfOpen() {
        return hasState(State.HALF_OPEN);
    }

    /**
     * It is {@link State#SHEDDING}.
     *
     * @return this
     */
    public CircuitBreakerAssert isShedding() {
        return hasState(State.SHEDDING);
    }

    /**
     * It is in a state, one of those held by hand for instance.
     *
     * @param state the state
     * @return this
     */
    public CircuitBreakerAssert hasState(State state) {
        return check("state", state, actual.state());
    }

    /**
     * It is open, its wait is over, and the next call will be a probe.
     *
     * @return this
     */
    public CircuitBreakerAssert isProbeDue() {
        return hasNextProbeIn(Duration.ZERO);
    }

    /**
     * It is open, and no probe will pass before this time is over.
     *
     * @param wait exactly what is left of its wait
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
     * @param openings exactly {@link Snapshot#consecutiveOpenings()}
     * @return this
     */
    public CircuitBreakerAssert hasConsecutiveOpenings(int openings) {
        return check("consecutive openings", openings, actual.consecutiveOpenings());
    }

    /**
     * Every call that was let through has come back.
     *
     * @return this
     */
    public CircuitBreakerAssert hasNothingInFlight() {
        return hasInFlight(0);
    }

    /**
     * So many calls are under way.
     *
     * @param calls how many
     * @return this
     */
    public CircuitBreakerAssert hasInFlight(long calls) {
        return check("calls in flight", calls, actual.inFlight());
    }

    /**
     * So many calls were let through, in its life.
     *
     * @param calls how many
     * @return this
     */
    public CircuitBreakerAssert hasAdmitted(long calls) {
        return check("admitted calls", calls, actual.totals().admitted());
    }

    /**
     * So many calls were successes, in its life.
     *
     * @param calls how many
     * @return this
     */
    public CircuitBreakerAssert hasSuccesses(long calls) {
        return check("successes", calls, actual.totals().successes());
    }

    /**
     * So many calls were failures, in its life.
     *
     * @param calls how many
     * @return this
     */
    public CircuitBreakerAssert hasFailures(long calls) {
        return check("failures", calls, actual.totals().failures());
    }

    /**
     * So many calls were ignored, in its life.
     *
     * @param calls how many
     * @return this
     */
    public CircuitBreakerAssert hasIgnored(long calls) {
        return check("ignored calls", calls, actual.totals().ignored());
    }

    /**
     * So many calls were given up so late that this was evidence, in its life.
     *
     * @param calls how many
     * @return this
     */
    public CircuitBreakerAssert hasAbandoned(long calls) {
        return check("abandoned calls", calls, actual.totals().abandoned());
    }

    /**
     * So many calls were slow, in its life.
     *
     * @param calls how many
     * @return this
     */
    public CircuitBreakerAssert hasSlow(long calls) {
        return check("slow calls", calls, actual.totals().slow());
    }

    /**
     * So many calls came back when their phase was over, in its life.
     *
     * @param calls how many
     * @return this
     */
    public CircuitBreakerAssert hasStale(long calls) {
        return check("stale calls", calls, actual.totals().stale());
    }

    /**
     * So many calls were rejected, in its life, for whatever reason.
     *
     * @param calls how many
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
