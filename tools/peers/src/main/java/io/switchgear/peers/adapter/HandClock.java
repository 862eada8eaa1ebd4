package io.switchgear.peers.adapter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Time in a scenario's hand: it passes for every kind of clock, while the wall clock alone can also be put back. Thread-safe.
 */
public final class HandClock extends Clock {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong putBackNanos = new AtomicLong();
    private final AtomicReference<@Nullable Runnable> atNextRead = new AtomicReference<>();

    /** Time passes. */
    public void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Somebody puts the wall clock back. No time passes. */
    public void putBack(Duration step) {
        putBackNanos.addAndGet(step.toNanos());
    }

    /** Has something happen at the very moment at which the library looks at the time the next time. */
    public void atNextRead(Runnable other) {
        atNextRead.set(other);
    }

    /** What a monotonic clock shows. */
    long nanos() {
        Runnable other = atNextRead.getAndSet(null);
        if (other != null) {
            other.run();
        }
        return nanos.get();
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos()).minusNanos(putBackNanos.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
