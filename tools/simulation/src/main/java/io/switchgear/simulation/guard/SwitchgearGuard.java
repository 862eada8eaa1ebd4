// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.guard;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.simulation.world.Guard;
import io.switchgear.simulation.world.VirtualTime;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A breaker of this library, through its public API, on virtual time. */
final class SwitchgearGuard implements Guard {
    private final CircuitBreaker breaker;
    private int openings;

    private SwitchgearGuard(CircuitBreaker breaker) {
        this.breaker = breaker;
        breaker.onStateChange(this::changed);
    }

    /** Creates breakers with the default configuration, except for some settings. */
    static Guard.Maker with(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return (time, chance) -> new SwitchgearGuard(
                CircuitBreaker.of("simulated", c -> settings.apply(onVirtualTime(c, time, chance))));
    }

    private static CircuitBreakerConfigBuilder onVirtualTime(
            CircuitBreakerConfigBuilder config, VirtualTime time, RandomGenerator chance) {
        return config.ticker(time).random(chance).instantSource(time).logChanges(false);
    }

    private void changed(StateChange change) {
        if (change.to() == State.OPEN) {
            openings++;
        }
    }

    @Override
    public @Nullable Object admit() {
        return breaker.tryAcquire().orElse(null);
    }

    @Override
    public void settle(Object admission, boolean success) {
        Permit permit = (Permit) admission;
        if (success) {
            permit.success();
        } else {
            permit.failure();
        }
    }

    @Override
    public int openings() {
        return openings;
    }

    @Override
    public boolean isProbing() {
        return breaker.state() == State.HALF_OPEN;
    }

    @Override
    public boolean isClosed() {
        return breaker.state() == State.CLOSED;
    }
}
