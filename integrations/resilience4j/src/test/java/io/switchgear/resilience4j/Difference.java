// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.TransitionCheckResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Everything that an application can see of the engine being another one. The page about it lists the same. */
enum Difference {
    LATE_SUCCESS("CLOSED", "HALF_OPEN", config -> config.slowCallDurationThreshold(Duration.ofHours(1)), run -> {
        run.begin("late");
        run.outage();
        run.begin("probe");
        run.succeed("late");
        return run.state();
    }),
    LATE_FAILURE("OPEN", "HALF_OPEN", config -> config, run -> {
        run.begin("late");
        run.outage();
        run.begin("probe");
        run.fail("late");
        return run.state();
    }),
    LATE_RESULT_WHILE_OPEN("5 calls", "4 calls", config -> config.slidingWindowSize(10), run -> {
        run.begin("late");
        run.failures(4);
        run.fail("late");
        return run.breaker.getMetrics().getNumberOfBufferedCalls() + " calls";
    }),
    RELEASED_BY_NOBODY("6 probes", "1 probes", config -> config, run -> {
        run.outage();
        run.begin("probe");
        run.breaker.releasePermission();
        for (int i = 0; i < 5; i++) {
            run.breaker.releasePermission();
        }
        int probes = 0;
        while (probes < 9 && run.breaker.tryAcquirePermission()) {
            probes++;
        }
        return probes + " probes";
    }),
    LOST_PROBE("HALF_OPEN permanently", "OPEN, then a probe", config -> config, run -> {
        run.outage();
        run.begin("lost");
        run.clock.advance(Duration.ofSeconds(61));
        run.breaker.tryAcquirePermission();
        String state = run.state();
        run.clock.advance(Duration.ofSeconds(61));
        return state + (run.breaker.tryAcquirePermission() ? ", then a probe" : " permanently");
    }),
    ERROR_IN_A_PROBE("rejected", "admitted", config -> config, run -> {
        run.outage();
        run.quietly(() -> run.breaker.executeRunnable(() -> {
            throw new AssertionError();
        }));
        return run.breaker.tryAcquirePermission() ? "admitted" : "rejected";
    }),
    PREDICATE_THROWS_IN_A_PROBE(
            "HALF_OPEN",
            "OPEN",
            config -> config.recordException(thrown -> {
                if (thrown.getMessage() == null) {
                    throw new IllegalStateException("no message");
                }
                return true;
            }),
            run -> {
                run.outage();
                run.quietly(() -> run.breaker.executeRunnable(() -> {
                    throw new IllegalArgumentException();
                }));
                return run.state();
            }),
    ONLY_IGNORED_PROBES("admitted", "rejected", config -> config, run -> {
        run.outage();
        run.begin("ignored");
        run.breaker.releasePermission();
        run.clock.advance(Duration.ofSeconds(61));
        return run.breaker.tryAcquirePermission() ? "admitted" : "rejected";
    }),
    ENOUGH_SUCCESSES("HALF_OPEN", "CLOSED", config -> config.permittedNumberOfCallsInHalfOpenState(4), run -> {
        run.outage();
        run.successes(3);
        return run.state();
    }),
    ENOUGH_FAILURES("HALF_OPEN", "OPEN", config -> config.permittedNumberOfCallsInHalfOpenState(4), run -> {
        run.outage();
        run.failures(2);
        return run.state();
    }),
    SLOW_PROBES(
            "CLOSED",
            "OPEN",
            config -> config.permittedNumberOfCallsInHalfOpenState(4).slowCallDurationThreshold(Duration.ofSeconds(1)),
            run -> {
                run.outage();
                run.slowCalls(2);
                if (run.state().equals("HALF_OPEN")) {
                    run.successes(2);
                }
                return run.state();
            }),
    SLOW_SUCCESS_OF_A_PROBE(
            "0 failed", "1 failed", config -> config.slowCallDurationThreshold(Duration.ofSeconds(1)), run -> {
                run.outage();
                run.slowCalls(1);
                return run.breaker.getMetrics().getNumberOfFailedCalls() + " failed";
            }),
    END_OF_THE_WAIT("rejected", "admitted", config -> config, run -> {
        run.failures(4);
        run.clock.advance(Duration.ofSeconds(60));
        return run.breaker.tryAcquirePermission() ? "admitted" : "rejected";
    }),
    WAIT_FUNCTION_THROWS(
            "CLOSED",
            "OPEN",
            config -> config.waitIntervalFunctionInOpenState(attempt -> {
                throw new IllegalStateException("no wait");
            }),
            run -> {
                run.quietly(() -> run.failures(4));
                return run.state();
            }),
    RESULT_OPENS_WITHOUT_A_WAIT(
            "CLOSED",
            "OPEN",
            config -> config.transitionOnResult(result -> TransitionCheckResult.transitionToOpen()),
            run -> {
                run.quietly(() -> run.breaker.executeSupplier(() -> "any"));
                return run.state();
            }),
    FAILURE_OF_AN_INTERRUPTED_THREAD("1 failed", "0 failed", config -> config, run -> {
        run.begin("interrupted");
        Thread.currentThread().interrupt();
        run.fail("interrupted");
        return Thread.interrupted() ? run.breaker.getMetrics().getNumberOfFailedCalls() + " failed" : "";
    }),
    METRICS_ONLY_AGAIN("0 calls", "1 calls", config -> config, run -> {
        run.breaker.transitionToMetricsOnlyState();
        run.successes(1);
        run.breaker.transitionToMetricsOnlyState();
        return run.breaker.getMetrics().getNumberOfBufferedCalls() + " calls";
    }),
    METRICS_OF_A_STATE_THAT_ENDED("1 calls", "0 calls", config -> config, run -> {
        CircuitBreaker.Metrics before = run.breaker.getMetrics();
        run.successes(1);
        run.breaker.reset();
        return before.getNumberOfBufferedCalls() + " calls";
    }),
    WIDE_WINDOW("CLOSED", "IllegalArgumentException", config -> config.slidingWindowSize(1_000_001), Run::state),
    MANY_PROBES(
            "CLOSED",
            "IllegalArgumentException",
            config -> config.permittedNumberOfCallsInHalfOpenState(1_001),
            Run::state);

    final String theirs;
    final String ours;
    private final UnaryOperator<CircuitBreakerConfig.Builder> settings;
    private final Script script;

    Difference(String theirs, String ours, UnaryOperator<CircuitBreakerConfig.Builder> settings, Script script) {
        this.theirs = theirs;
        this.ours = ours;
        this.settings = settings;
        this.script = script;
    }

    /** Shows what one engine does. */
    String seenOn(Engine engine) {
        TestClock clock = new TestClock();
        try {
            return script.run(
                    new Run(engine.breaker(settings.apply(clock.config()).build()), clock));
        } catch (IllegalArgumentException thrown) {
            return "IllegalArgumentException";
        }
    }

    /** The steps that show a difference. */
    private interface Script {
        String run(Run run);
    }

    /** A breaker in the hands of hand-written code and of Resilience4j's own decorators. */
    private static final class Run {
        final CircuitBreaker breaker;
        final TestClock clock;
        private final Map<String, Long> starts = new HashMap<>();

        Run(CircuitBreaker breaker, TestClock clock) {
            this.breaker = breaker;
            this.clock = clock;
        }

        String state() {
            return breaker.getState().name();
        }

        /** A call as Resilience4j's operators make it: leave, then the timestamp. */
        void begin(String call) {
            clock.advance(Duration.ofMillis(1));
            breaker.acquirePermission();
            starts.put(call, breaker.getCurrentTimestamp());
        }

        void succeed(String call) {
            breaker.onSuccess(breaker.getCurrentTimestamp() - starts.get(call), breaker.getTimestampUnit());
        }

        void fail(String call) {
            breaker.onError(
                    breaker.getCurrentTimestamp() - starts.get(call),
                    breaker.getTimestampUnit(),
                    new IllegalStateException("down"));
        }

        void successes(int times) {
            for (int i = 0; i < times; i++) {
                breaker.executeRunnable(() -> {});
            }
        }

        void slowCalls(int times) {
            for (int i = 0; i < times; i++) {
                breaker.executeRunnable(() -> clock.advance(Duration.ofMillis(1_500)));
            }
        }

        void failures(int times) {
            for (int i = 0; i < times; i++) {
                begin("failing");
                fail("failing");
            }
        }

        /** An outage whose wait is over. */
        void outage() {
            failures(4);
            clock.advance(Duration.ofSeconds(60).plusMillis(1));
        }

        void quietly(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException | AssertionError thrown) {
                clock.advance(Duration.ofNanos(1)); // whatever it throws: the state afterwards is what counts
            }
        }
    }
}
