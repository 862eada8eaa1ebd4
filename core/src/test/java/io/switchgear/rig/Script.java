// SPDX-License-Identifier: Apache-2.0
package io.switchgear.rig;

import static org.assertj.core.api.Assertions.fail;

import io.switchgear.Call;
import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * Plays outcomes through one way into a breaker, written as letters: {@code S} success, {@code F} failure, {@code I} ignored;
 * a small letter is a slow call, longer than {@link #SLOW_OVER} by a nanosecond. Blanks are for the reader.
 */
public final class Script {
    public static final Duration SLOW_OVER = Duration.ofMillis(100);

    private final WayIn way;
    private final CircuitBreaker breaker;
    private final ManualTicker ticker;

    public Script(WayIn way, CircuitBreaker breaker, ManualTicker ticker) {
        this.way = way;
        this.breaker = breaker;
        this.ticker = ticker;
    }

    /** Plays all; each call must be let through. */
    public Script play(String outcomes) {
        for (char outcome : outcomes.replace(" ", "").toCharArray()) {
            if (!isAdmitted(outcome)) {
                fail("call %s of %s was rejected: %s", outcome, outcomes, breaker);
            }
        }
        return this;
    }

    /** Plays one call, whatever becomes of it. */
    public boolean isAdmitted(char outcome) {
        return isAdmitted(() -> result(outcome));
    }

    /** Calls an operation and swallows what it throws. */
    public boolean isAdmitted(Call<Object, Exception> operation) {
        boolean[] ran = new boolean[1];
        try {
            way.through(breaker, () -> {
                ran[0] = true;
                return operation.call();
            });
        } catch (Exception thrown) {
            return ran[0];
        }
        return ran[0];
    }

    /** What an operation does that ends so. */
    public Object result(char outcome) throws Exception {
        if (Character.isLowerCase(outcome)) {
            ticker.advance(SLOW_OVER.plusNanos(1));
        }
        switch (Character.toUpperCase(outcome)) {
            case 'S':
                return "fine";
            case 'F':
                throw new IOException("broken");
            case 'I':
                throw new CancellationException("not wanted any more");
            default:
                throw new AssertionError("no outcome: " + outcome);
        }
    }

    /** Lets time pass. */
    public Script pass(Duration duration) {
        ticker.advance(duration);
        return this;
    }
}
