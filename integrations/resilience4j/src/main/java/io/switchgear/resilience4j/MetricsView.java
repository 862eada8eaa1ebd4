// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.switchgear.resilience4j.Moves.Opening;
import io.switchgear.window.Metrics;

/** The figures of the present state, read anew at each question. Thread-safe. */
final class MetricsView implements CircuitBreaker.Metrics {
    private final Moves moves;

    MetricsView(Moves moves) {
        this.moves = moves;
    }

    /** A percentage; -1 below the minimum. */
    static float rate(long some, long all, int minimum) {
        return all == 0 || all < minimum ? -1 : some * 100f / all;
    }

    /** The window; while open, the one of the state before. */
    private Metrics window() {
        Opening opening = moves.opening();
        return opening != null && moves.state() == State.OPEN
                ? opening.metrics()
                : moves.engine.snapshot().metrics();
    }

    /** The calls below which there is no rate: fewer for probes. */
    private int minimum() {
        State state = moves.state();
        Opening opening = moves.opening();
        State counting = state == State.OPEN && opening != null ? opening.from() : state;
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
        return moves.notPermitted();
    }

    @Override
    public int getNumberOfSuccessfulCalls() {
        return (int) window().successes();
    }
}
