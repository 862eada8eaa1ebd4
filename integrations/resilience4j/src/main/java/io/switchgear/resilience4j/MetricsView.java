// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.switchgear.window.Metrics;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The figures of the present state, read at each question. Thread-safe. */
final class MetricsView implements CircuitBreaker.Metrics {
    private final Moves moves;
    /** The calls rejected since the state began, or, while open, since the one before. */
    private volatile LongAdder notPermitted = new LongAdder();
    /** The figures of an open breaker; {@code null} before the first opening. */
    private volatile @Nullable Opening opening;

    /** The state that ended when the breaker opened, and its figures. */
    private record Opening(State from, Metrics metrics) {}

    MetricsView(Moves moves) {
        this.moves = moves;
    }

    /** Another state has begun. */
    void began(State state, State before, Metrics figures) {
        if (state == State.OPEN) {
            opening = new Opening(before, figures);
        }
        countRejectionsAnew(state);
    }

    /** An open breaker goes on with the figures of the state before. */
    void countRejectionsAnew(State state) {
        if (state != State.OPEN) {
            notPermitted = new LongAdder();
        }
    }

    void rejected() {
        notPermitted.increment();
    }

    /** A percentage; -1 below the minimum. */
    static float rate(long some, long all, int minimum) {
        return all == 0 || all < minimum ? -1 : some * 100f / all;
    }

    /** The window; while open, the one of the state before. */
    private Metrics window() {
        Opening last = opening;
        return last != null && moves.state() == State.OPEN
                ? last.metrics()
                : moves.engine.snapshot().metrics();
    }

    /** The calls below which there is no rate: fewer for probes. */
    private int minimum() {
        State state = moves.state();
        Opening last = opening;
        State counting = state == State.OPEN && last != null ? last.from() : state;
        return counting == State.HALF_OPEN
                ? EngineSettings.decidingProbes(moves.config())
                : EngineSettings.minimumCalls(moves.config());
    }

    @Override
    public float getFailureRate() {
        Metrics window = window();
        return rate(window.failures(), window.calls(), minimum());
    }

    @Override
    public float getSlowCallRate() {
        Metrics window = window();
        return rate(window.slowCalls(), window.calls(), minimum());
    }

    @Override
    public int getNumberOfSlowCalls() {
        return (int) window().slowCalls();
    }

    @Override
    public int getNumberOfSlowSuccessfulCalls() {
        return (int) window().slowSuccesses();
    }

    @Override
    public int getNumberOfSlowFailedCalls() {
        return (int) window().slowFailures();
    }

    @Override
    public int getNumberOfBufferedCalls() {
        return (int) window().calls();
    }

    @Override
    public int getNumberOfFailedCalls() {
        return (int) window().failures();
    }

    @Override
    public long getNumberOfNotPermittedCalls() {
        return notPermitted.sum();
    }

    @Override
    public int getNumberOfSuccessfulCalls() {
        return (int) window().successes();
    }
}
