// SPDX-License-Identifier: Apache-2.0
package io.switchgear.rig;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.Made;
import io.switchgear.State;
import io.switchgear.recovery.Shedding;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/** The moves of a breaker that people make, and breakers in all the states from which they can make them. */
public enum ByHandMove {
    FORCE_OPEN(State.FORCED_OPEN, CircuitBreaker::forceOpen),
    DISABLE(State.DISABLED, CircuitBreaker::disable),
    METRICS_ONLY(State.METRICS_ONLY, CircuitBreaker::metricsOnly),
    RELEASE(State.CLOSED, CircuitBreaker::release),
    RESET(State.CLOSED, CircuitBreaker::reset);

    private final State to;
    private final BiConsumer<CircuitBreaker, @Nullable String> move;

    ByHandMove(State to, BiConsumer<CircuitBreaker, @Nullable String> move) {
        this.to = to;
        this.move = move;
    }

    /** Every state with every move, for a method source. */
    public static Stream<Arguments> statesAndMoves() {
        return Stream.of(State.values()).flatMap(state -> Stream.of(values()).map(move -> Arguments.of(state, move)));
    }

    /** The move that holds a breaker in a state. */
    public static ByHandMove into(State held) {
        return Stream.of(values()).filter(move -> move.to == held).findFirst().orElseThrow();
    }

    public void of(CircuitBreaker breaker, @Nullable String reason) {
        move.accept(breaker, reason);
    }

    /** The state after the move. */
    public State from(State before) {
        return isMoveFrom(before) ? to : before;
    }

    /** Whether it changes anything. */
    public boolean isMoveFrom(State before) {
        return this == RESET || (this == RELEASE ? Made.isManual(before) : before != to);
    }

    /** A breaker that is in a state, nothing out and nothing failing. */
    public static Rig rigIn(State state) {
        return rigIn(state, config -> config);
    }

    public static Rig rigIn(State state, UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        Rig rig = new Rig(config ->
                settings.apply(config).shedding(state == State.SHEDDING ? Shedding.excess() : Shedding.off()));
        switch (state) {
            case CLOSED -> {}
            case OPEN -> rig.trip();
            case HALF_OPEN -> {
                rig.tripAndWait();
                rig.breaker.acquire().ignore();
            }
            case SHEDDING -> rig.breaker.acquire().failure();
            case FORCED_OPEN -> rig.breaker.forceOpen("for a test");
            case DISABLED -> rig.breaker.disable("for a test");
            case METRICS_ONLY -> rig.breaker.metricsOnly("for a test");
        }
        return rig;
    }

    /** The states that a hand begins and ends. */
    public static Stream<State> held() {
        return Stream.of(State.values()).filter(Made::isManual);
    }
}
