// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.Classifier;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.recovery.ProbeGate;
import io.switchgear.recovery.Ramp;
import io.switchgear.recovery.RetryHint;
import io.switchgear.recovery.Shedding;
import io.switchgear.time.Ticker;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The settings and their defaults, documented in {@link CircuitBreakerConfigBuilder}. Not thread-safe. */
final class ConfigValues implements Cloneable {
    /** The default gate, which is never asked. */
    static final ProbeGate NO_GATE = ProbeGate.open();

    private static final Duration ABANDONED_AFTER = Duration.ofSeconds(1);

    Window window = Window.last(Duration.ofSeconds(10));
    TripRule tripRule = TripRule.anyOf(
            TripRule.failureRate(0.5).minimumCalls(10),
            TripRule.consecutiveFailures(5).spanning(Duration.ofSeconds(1)));

    @Nullable
    Duration slowCallsOver;
    /** Whether the threshold was set; a threshold set to null is a mistake, one that was not set is not. */
    boolean slowCallsSet;

    @Nullable
    Duration abandonedAfter;
    /** As for slow calls. */
    boolean abandonedSet;

    boolean abandonedIgnored;

    Backoff backoff = Backoff.DEFAULT;
    HalfOpen halfOpen = HalfOpen.DEFAULT;
    ProbeGate probeGate = NO_GATE;
    Ramp ramp = Ramp.off();
    Shedding shedding = Shedding.off();
    Classifier classifier = Classifier.defaults();
    RetryHint retryHint = RetryHint.none();
    Duration maxHint = Duration.ofMinutes(10);
    boolean stackTraces;
    boolean failureMessages = true;
    boolean logChanges = true;
    State startIn = State.CLOSED;

    @Nullable
    ScheduledExecutorService scheduler;
    /** As for slow calls. */
    boolean schedulerSet;

    Ticker ticker = Ticker.system();
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    InstantSource instantSource = InstantSource.system();

    /** The age beyond which a call that its caller gives up is evidence; {@code null} if such calls are ignored. */
    @Nullable
    Duration effectiveAbandonedAfter() {
        if (abandonedIgnored) {
            return null;
        }
        return abandonedSet ? abandonedAfter : slowCallsSet ? slowCallsOver : ABANDONED_AFTER;
    }

    ConfigValues copy() {
        try {
            return (ConfigValues) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
