package io.switchgear.testkit;

import io.switchgear.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until it is told to go on. Thread-safe.
 *
 * @since 0.1
 */
public final class ManualTicker implements Ticker {
    private final AtomicLong nanos;

    /** A clock that begins at zero. */
    public ManualTicker() {
        this(0);
    }

    /**
     * A clock that begins anywhere.
     *
     * @param startNanos its first reading; near {@link Long#MAX_VALUE} it overflows like the system's may
     */
    public ManualTicker(long startNanos) {
        this.nanos = new AtomicLong(startNanos);
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    /**
     * Lets time pass.
     *
     * @param duration how much; zero or more
     * @throws IllegalArgumentException if the duration is negative: a monotonic clock does not run backwards
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("advance(" + duration + "): a monotonic clock does not run backwards");
        }
        nanos.addAndGet(duration.toNanos());
    }
}
