// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import io.switchgear.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until a test advances it. Thread-safe.
 *
 * @since 0.1
 */
public final class ManualTicker implements Ticker {
    private final AtomicLong nanos;

    /** Creates a clock that begins at zero. */
    public ManualTicker() {
        this(0);
    }

    /**
     * Creates a clock that begins at any reading.
     *
     * @param startNanos the first reading; near {@link Long#MAX_VALUE} it overflows as the system's may
     */
    public ManualTicker(long startNanos) {
        this.nanos = new AtomicLong(startNanos);
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    /**
     * Advances the clock.
     *
     * @param duration the time that passes; zero or more
     * @throws IllegalArgumentException if the duration is negative: a monotonic clock does not run backwards
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("advance(" + duration + "): a monotonic clock does not run backwards");
        }
        nanos.addAndGet(duration.toNanos());
    }
}
