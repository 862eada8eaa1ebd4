package io.switchgear;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The last move by hand of a keyed breaker as a whole: what it does to the breakers that are there, and to those that come
 * later. Both run foreign code. Immutable.
 *
 * @param begin the state in which breakers that come later begin
 */
record KeyHold(Consumer<CircuitBreaker> present, Consumer<CircuitBreaker> future, State begin) {
    @SuppressWarnings("UnnecessaryLambda") // It is compared with.
    private static final Consumer<CircuitBreaker> NOTHING = breaker -> {};

    private static final String WHY_REASONS = "it is what operators will read";

    /** No move has been made yet. */
    static KeyHold none(CircuitBreakerConfig config) {
        return new KeyHold(NOTHING, NOTHING, config.startIn());
    }

    @SuppressWarnings("ReferenceEquality") // There is one move that does nothing.
    boolean isNone() {
        return future == NOTHING;
    }

    static KeyHold forcedOpen(String name, String reason) {
        check(name, reason);
        return new KeyHold(
                breaker -> breaker.forceOpen(reason), breaker -> breaker.forceOpen(reason), State.FORCED_OPEN);
    }

    static KeyHold disabled(String name, String reason) {
        check(name, reason);
        return new KeyHold(breaker -> breaker.disable(reason), breaker -> breaker.disable(reason), State.DISABLED);
    }

    static KeyHold metricsOnly(String name, String reason) {
        check(name, reason);
        return new KeyHold(
                breaker -> breaker.metricsOnly(reason), breaker -> breaker.metricsOnly(reason), State.METRICS_ONLY);
    }

    static KeyHold released(String name, String reason) {
        check(name, reason);
        return new KeyHold(breaker -> breaker.release(reason), breaker -> breaker.release(reason), State.CLOSED);
    }

    /** A breaker that is new has nothing to be reset, but may be held by its first state. */
    static KeyHold reset(String name, String reason) {
        check(name, reason);
        return new KeyHold(breaker -> breaker.reset(reason), breaker -> breaker.release(reason), State.CLOSED);
    }

    /** A breaker that is new is open for what is left of the time; after that it begins as usual. */
    static KeyHold open(Duration wait, String reason, long nowNanos) {
        return new KeyHold(
                breaker -> breaker.open(wait, reason),
                breaker -> {
                    breaker.release(reason);
                    Duration left =
                            wait.minusNanos(breaker.machine.settings().ticker.nanos() - nowNanos);
                    if (!left.isNegative() && !left.isZero()) {
                        breaker.open(left, reason);
                    }
                },
                State.CLOSED);
    }

    /** Refuses a move before it has begun with any breaker. */
    static void check(String name, String reason) {
        ConfigErrors problems = new ConfigErrors();
        problems.text("reason", reason, WHY_REASONS);
        problems.throwIfAny(ConfigErrors.quoted(name));
    }

    /** Refuses a move before it has begun with any breaker. */
    static void check(String name, Duration wait, String reason) {
        ConfigErrors problems = new ConfigErrors();
        problems.duration("wait", wait, 0);
        problems.text("reason", reason, WHY_REASONS);
        problems.throwIfAny(ConfigErrors.quoted(name));
    }
}
