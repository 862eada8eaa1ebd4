// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The last operation by hand on a keyed breaker as a whole: its effect on the existing breakers, and on later ones. Both
 * run foreign code. Immutable.
 *
 * @param begin the initial state of later breakers
 */
record KeyHold(Consumer<CircuitBreaker> present, Consumer<CircuitBreaker> future, State begin) {
    @SuppressWarnings("UnnecessaryLambda") // It is compared by identity.
    private static final Consumer<CircuitBreaker> NOTHING = breaker -> {};

    private static final String WHY_REASONS = "it is what operators will read";

    /** No operation has been made yet. */
    static KeyHold none(CircuitBreakerConfig config) {
        return new KeyHold(NOTHING, NOTHING, config.startIn());
    }

    @SuppressWarnings("ReferenceEquality") // The operation that does nothing is a single object.
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

    /** A new breaker has nothing to be reset, but its initial state may be a hold. */
    static KeyHold reset(String name, String reason) {
        check(name, reason);
        return new KeyHold(breaker -> breaker.reset(reason), breaker -> breaker.release(reason), State.CLOSED);
    }

    /** A new breaker is open for the rest of the time; after that it continues as usual. */
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

    /** Rejects an operation before it has changed any breaker. */
    static void check(String name, String reason) {
        ConfigErrors problems = new ConfigErrors();
        problems.text("reason", reason, WHY_REASONS);
        problems.throwIfAny(ConfigErrors.quoted(name));
    }

    /** Rejects an operation before it has changed any breaker. */
    static void check(String name, Duration wait, String reason) {
        ConfigErrors problems = new ConfigErrors();
        problems.duration("wait", wait, 0);
        problems.text("reason", reason, WHY_REASONS);
        problems.throwIfAny(ConfigErrors.quoted(name));
    }
}
