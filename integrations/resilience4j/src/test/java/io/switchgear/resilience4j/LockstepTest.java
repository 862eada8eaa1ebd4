// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both engines in the same sequences of calls and moves: they show the same at each step. */
class LockstepTest {
    private static final int SEQUENCES = 200;
    private static final int STEPS = 80;

    /** A breaker, its clock and what it has published. */
    private static final class Run {
        final TestClock clock = new TestClock();
        final List<String> log = new ArrayList<>();
        final CircuitBreaker breaker;

        Run(Engine engine, int permitted) {
            CircuitBreakerConfig config = clock.config()
                    .permittedNumberOfCallsInHalfOpenState(permitted)
                    .slowCallDurationThreshold(Duration.ofSeconds(2))
                    .waitIntervalFunctionInOpenState(attempt -> attempt * 1_000L)
                    .ignoreExceptions(IllegalArgumentException.class)
                    .build();
            breaker = engine.breaker(config);
            breaker.getEventPublisher()
                    .onEvent(event -> log.add(
                            event instanceof CircuitBreakerOnStateTransitionEvent transition
                                    ? transition.getStateTransition().name()
                                    : event.getEventType().name()));
        }

        void attempt(String what, Runnable step) {
            try {
                step.run();
                log.add(what);
            } catch (RuntimeException thrown) {
                log.add(what + " -> " + thrown.getMessage());
            }
        }

        void show() {
            CircuitBreaker.Metrics metrics = breaker.getMetrics();
            log.add(breaker.getState() + " " + metrics.getNumberOfBufferedCalls() + " calls, "
                    + metrics.getNumberOfFailedCalls() + " failed, " + metrics.getNumberOfSlowFailedCalls() + " slow, "
                    + metrics.getNumberOfSlowSuccessfulCalls() + " slow, " + metrics.getFailureRate() + " %, "
                    + metrics.getSlowCallRate() + " %, " + metrics.getNumberOfNotPermittedCalls() + " not permitted");
        }

        /** Whether a slow success is not a probe: those are told from failures by one engine only. */
        boolean isNotProbing() {
            return breaker.getState() != State.OPEN && breaker.getState() != State.HALF_OPEN;
        }

        void move(State to) {
            attempt("move to " + to, () -> {
                switch (to) {
                    case CLOSED -> breaker.transitionToClosedState();
                    case OPEN -> breaker.transitionToOpenState();
                    case HALF_OPEN -> breaker.transitionToHalfOpenState();
                    case DISABLED -> breaker.transitionToDisabledState();
                    case FORCED_OPEN -> breaker.transitionToForcedOpenState();
                    case METRICS_ONLY -> breaker.transitionToMetricsOnlyState();
                }
            });
        }

        void call(long millis, RuntimeException failure) {
            attempt(
                    "call of " + millis + " ms",
                    () -> breaker.executeRunnable(() -> {
                        clock.advance(Duration.ofMillis(millis));
                        if (failure != null) {
                            throw failure;
                        }
                    }));
        }
    }

    private static List<String> sequence(Engine engine, long seed) {
        Random random = new Random(seed);
        Run run = new Run(engine, 1);
        for (int step = 0; step < STEPS; step++) {
            step(run, random);
            run.show();
        }
        return run.log;
    }

    private static void step(Run run, Random random) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> run.call(random.nextInt(5) == 0 && run.isNotProbing() ? 2_003 : 3, null);
            case 3, 4, 5 -> run.call(random.nextInt(5) == 0 ? 2_003 : 3, new IllegalStateException("down"));
            case 6 -> run.call(3, new IllegalArgumentException("wrong"));
            case 7 -> run.clock.advance(Duration.ofMillis(random.nextInt(3) * 500 + 7));
            case 8 -> run.attempt("reset", run.breaker::reset);
            case 9 ->
                run.attempt("no call", () -> {
                    if (run.breaker.tryAcquirePermission()) {
                        run.breaker.releasePermission();
                    }
                });
            default -> move(run, State.values()[random.nextInt(State.values().length)]);
        }
    }

    /** A held state again is left out: see the page on what differs. */
    private static void move(Run run, State to) {
        boolean isHeld = to == State.METRICS_ONLY || to == State.DISABLED || to == State.FORCED_OPEN;
        if (!isHeld || run.breaker.getState() != to) {
            run.move(to);
        }
    }

    @Test
    void shouldShowTheSameInRandomSequences() {
        for (long seed = 0; seed < SEQUENCES; seed++) {
            assertThat(sequence(Engine.SWITCHGEAR, seed))
                    .as("sequence %s", seed)
                    .isEqualTo(sequence(Engine.RESILIENCE4J, seed));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldMakeTheSameMovesFromEachState(State from) {
        for (State to : State.values()) {
            List<List<String>> logs = new ArrayList<>();
            for (Engine engine : Engine.values()) {
                Run run = new Run(engine, 2);
                run.call(3, new IllegalStateException("down"));
                if (from == State.HALF_OPEN) {
                    run.move(State.OPEN);
                }
                run.move(from);
                run.call(3, null);
                run.move(to);
                logs.add(run.log);
                if (from != to) {
                    run.show();
                }
                run.call(3, null);
                run.breaker.reset();
                run.show();
            }

            assertThat(logs.get(1)).as("%s to %s", from, to).isEqualTo(logs.get(0));
        }
    }
}
