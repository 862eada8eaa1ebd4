// SPDX-License-Identifier: Apache-2.0
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
 * The time of a scenario: it passes for every kind of clock, while only the wall clock can also be put back. Thread-safe.
 */
public final class HandClock extends Clock {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong putBackNanos = new AtomicLong();
    private final AtomicReference<@Nullable Runnable> atNextRead = new AtomicReference<>();

    /** Lets time pass. */
    public void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Puts the wall clock back. No time passes. */
    public void putBack(Duration step) {
        putBackNanos.addAndGet(step.toNanos());
    }

    /** Schedules an action for the moment of the library's next reading of the time. */
    public void atNextRead(Runnable other) {
        atNextRead.set(other);
    }

    /** The reading of a monotonic clock. */
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
