// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.world;

import io.switchgear.time.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of one simulation, as the libraries' clocks. It stands still between events. Not thread-safe. */
public final class VirtualTime extends Clock implements Ticker {
    /** One second in nanoseconds. */
    public static final long SECOND = 1_000_000_000;

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private long nanos;

    /** Creates a clock at zero. */
    public VirtualTime() {}

    /** {@return the given number of seconds in nanoseconds} */
    public static long seconds(double count) {
        return Math.round(count * SECOND);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    /** Moves the clock forward. */
    public void moveTo(long toNanos) {
        if (toNanos < nanos) {
            throw new IllegalStateException("time runs backwards: from " + nanos + " to " + toNanos);
        }
        nanos = toNanos;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos);
    }

    @Override
    public long millis() {
        return START.toEpochMilli() + nanos / 1_000_000;
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
