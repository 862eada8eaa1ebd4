// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.StateChange;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in is a shell over the same two operations: the same calls leave the same traces. */
@Tag("C2")
class SameThroughEveryWayTest {

    /** A breaker with its own clock, and everything it has told. */
    private static final class Twin {
        final ManualTicker ticker = new ManualTicker();
        final List<StateChange> changes = new ArrayList<>();
        final CircuitBreaker breaker;
        final Script script;

        Twin(WayIn way, Window window) {
            breaker = CircuitBreaker.of(
                    "twin",
                    c -> c.window(window)
                            .tripWhen(TripRule.anyOf(
                                    TripRule.failureRate(0.6).minimumCalls(4),
                                    TripRule.slowCallRate(0.8).minimumCalls(5),
                                    TripRule.consecutiveFailures(3).spanning(Duration.ofMillis(200))))
                            .slowCallsOver(Script.SLOW_OVER)
                            .openFor(Backoff.exponential(Duration.ofSeconds(1)).jitter(0))
                            .halfOpen(HalfOpen.probes(3).required(2).probeTimeout(Duration.ofSeconds(2)))
                            .classify(Classifier.defaults().ignoreIf(IllegalStateException.class::isInstance))
                            .retryHint(
                                    (result, thrown) -> thrown instanceof IOException ? Duration.ofMillis(1_500) : null)
                            .ticker(ticker)
                            .instantSource(() -> Instant.EPOCH.plusNanos(ticker.nanos())));
            breaker.onStateChange(changes::add);
            script = new Script(way, breaker, ticker);
        }

        /** Calls, some of them with another call inside; returns which were let through. */
        List<Boolean> play(SplittableRandom random) {
            List<Boolean> admitted = new ArrayList<>();
            boolean sick = random.nextInt(2) == 0;
            for (int i = 0; i < 20; i++) {
                char outcome = (sick ? "FFFFfISs" : "SSSSSSsI").charAt(random.nextInt(8));
                boolean nests = random.nextInt(5) == 0;
                admitted.add(script.isAdmitted(() -> {
                    if (nests) {
                        admitted.add(script.isAdmitted(sick ? 'F' : 'S'));
                    }
                    return script.result(outcome);
                }));
                script.pass(Duration.ofMillis(random.nextInt(300)));
            }
            script.pass(Duration.ofMillis(random.nextInt(2_000)));
            return admitted;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveTheSameTraces(WayIn way) {
        for (long seed = 0; seed < 8; seed++) {
            Window window = seed % 2 == 0 ? Window.lastCalls(10) : Window.last(Duration.ofSeconds(2));
            Twin plain = new Twin(WayIn.CALL, window);
            Twin other = new Twin(way, window);
            for (int part = 0; part < 12; part++) {
                long again = seed * 100 + part;
                assertThat(other.play(new SplittableRandom(again)))
                        .as("seed %d, part %d: calls let through", seed, part)
                        .isEqualTo(plain.play(new SplittableRandom(again)));
                assertThat(other.breaker.snapshot())
                        .as("seed %d, part %d", seed, part)
                        .usingRecursiveComparison()
                        .withEqualsForType(Metrics::equals, Metrics.class)
                        .ignoringFields("values.totals.values.rejected", "values.lastTrip.value.values.rule")
                        .isEqualTo(plain.breaker.snapshot());
            }
            assertThat(other.changes).hasToString(plain.changes.toString()).hasSizeGreaterThan(3);
        }
    }
}
