// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.Shedding;
import io.switchgear.trip.AnyOf;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is written of a configuration without functions reads back to an equal one, of random configurations too. */
class RoundTripTest {
    private static final int TIMES = 500;

    private static final List<Duration> DURATIONS = List.of(
            Duration.ofNanos(10),
            Duration.ofNanos(1_234_567_891),
            Duration.ofMillis(1),
            Duration.ofMillis(1500),
            Duration.ofSeconds(7),
            Duration.ofHours(30),
            Duration.ofDays(36_500));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldReadBackWhatItWrites(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TIMES; i++) {
            CircuitBreakerConfig config = any(random);

            CircuitBreakerConfig read = SettingsText.read(SettingsText.of(config));

            assertThat(read).as("seed %d, number %d: %s", seed, i, config).hasToString(config.toString());
            assertThat(gettersOf(read)).as("seed %d, number %d", seed, i).isEqualTo(gettersOf(config));
        }
    }

    private static List<Object> gettersOf(CircuitBreakerConfig config) {
        return List.of(
                config.window(),
                config.tripRule(),
                config.slowCallsOver(),
                config.abandonedAfter(),
                config.backoff(),
                config.halfOpen().toString(),
                config.ramp(),
                config.shedding(),
                config.maxHint(),
                config.classifier().toString(),
                config.stackTraces(),
                config.failureMessages(),
                config.logChanges(),
                config.startIn());
    }

    private static CircuitBreakerConfig any(Random random) {
        CircuitBreakerConfigBuilder config = CircuitBreakerConfig.builder();
        int calls = 1 + random.nextInt(1000);
        boolean slow = random.nextBoolean();
        config.window(
                random.nextBoolean()
                        ? Window.lastCalls(calls)
                        : Window.last(duration(random)).buckets(1 + random.nextInt(10)));
        config.tripWhen(rule(random, 1 + random.nextInt(calls), slow));
        if (slow) {
            config.slowCallsOver(duration(random));
        }
        if (random.nextBoolean()) {
            config.abandonedAfter(duration(random));
        } else if (random.nextBoolean()) {
            config.ignoreAbandonedCalls();
        }
        config.openFor(backoff(random));
        int probes = 1 + random.nextInt(20);
        int required = 1 + random.nextInt(probes);
        HalfOpen plan = HalfOpen.probes(probes)
                .required(required)
                .concurrent(1 + random.nextInt(probes))
                .probeTimeout(duration(random));
        config.halfOpen(random.nextBoolean() ? plan : plan.failures(1 + random.nextInt(probes - required + 1)));
        config.ramp(
                random.nextBoolean() ? Ramp.off() : Ramp.over(duration(random)).from(share(random)));
        if (random.nextBoolean()) {
            config.shedding(Shedding.excess()
                    .window(duration(random))
                    .atMost(share(random))
                    .fallOver(duration(random))
                    .trickle(backoff(random)));
        }
        config.maxHint(duration(random));
        config.stackTraces(random.nextBoolean());
        config.failureMessages(random.nextBoolean());
        config.logChanges(random.nextBoolean());
        config.classify(
                switch (random.nextInt(4)) {
                    case 0 -> Classifier.ignore(IllegalStateException.class, ArithmeticException.class);
                    case 1 -> Classifier.failOn(TimeoutException.class);
                    case 2 -> Classifier.ignore(ArithmeticException.class).failOn(TimeoutException.class, Error.class);
                    default -> Classifier.defaults();
                });
        State state = State.values()[random.nextInt(State.values().length)];
        config.startIn(state == State.SHEDDING ? State.CLOSED : state);
        return config.build();
    }

    private static TripRule rule(Random random, int minimum, boolean slow) {
        List<TripRule> rules = new ArrayList<>();
        if (random.nextBoolean()) {
            rules.add(TripRule.failureRate(share(random)).minimumCalls(minimum));
        }
        if (slow && random.nextBoolean()) {
            rules.add(TripRule.slowCallRate(share(random)).minimumCalls(minimum));
        }
        if (random.nextBoolean()) {
            rules.add(TripRule.failureCount(minimum));
        }
        if (random.nextBoolean()) {
            rules.add(TripRule.consecutiveFailures(1 + random.nextInt(100)).spanning(duration(random)));
        }
        if (rules.isEmpty() || random.nextBoolean()) {
            rules.add(TripRule.stuckCalls(1 + random.nextInt(100), duration(random)));
        }
        return rules.size() == 1 ? rules.get(0) : new AnyOf(rules);
    }

    private static Backoff backoff(Random random) {
        Duration first = duration(random);
        if (random.nextInt(3) == 0) {
            return Backoff.fixed(first);
        }
        return Backoff.exponential(first)
                .upTo(first.plus(Duration.ofDays(36_500).minus(first).dividedBy(1 + random.nextInt(5))))
                .factor(1 + random.nextInt(8000) / 8.0)
                .jitter(random.nextInt(101) / 100.0);
    }

    private static Duration duration(Random random) {
        return DURATIONS.get(random.nextInt(DURATIONS.size()));
    }

    /** Any double above 0 and at most 1, tiny ones too. */
    private static double share(Random random) {
        return random.nextInt(10) == 0 ? 1e-9 * (1 + random.nextInt(9)) : 1 - random.nextDouble();
    }
}
