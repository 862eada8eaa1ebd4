package io.switchgear.simulation.guard;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.recovery.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The default's waits, but for one thing: a trip in the ramp repeats the last wait instead of doubling it. */
final class SteadyInRamp {
    private final RandomGenerator chance;
    private int openings;
    private boolean ramping;

    SteadyInRamp(RandomGenerator chance) {
        this.chance = chance;
    }

    Duration waitOf(int consecutiveOpenings) {
        if (consecutiveOpenings == 1) {
            openings = 1;
        } else if (!ramping) {
            openings++;
        }
        return Backoff.DEFAULT.waitFor(openings, chance.nextDouble());
    }

    void watch(CircuitBreaker breaker) {
        breaker.onStateChange(this::changed);
    }

    private void changed(StateChange change) {
        ramping = change.from() == State.HALF_OPEN && change.to() == State.HALF_OPEN;
    }
}
