// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A wall clock that advances with a {@link ManualTicker} and can be set, as people and time servers do. Breakers use it for
 * display only. Thread-safe.
 *
 * @since 0.1
 */
public final class ManualInstantSource implements InstantSource {
    /** The initial time of a clock: 2026-01-01T00:00:00Z. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualTicker ticker;
    private final long startNanos;
    /** The time that it showed, or would have shown, when it was created. */
    private volatile Instant start;

    /**
     * Creates a clock that shows {@link #START} now.
     *
     * @param ticker the ticker that advances it
     */
    public ManualInstantSource(ManualTicker ticker) {
        this.ticker = ticker;
        this.startNanos = ticker.nanos();
        this.start = START;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(ticker.nanos() - startNanos);
    }

    /**
     * Sets the clock. The ticker does not move.
     *
     * @param now the new time, before or after the present one; the clock goes on from there
     */
    public void set(Instant now) {
        start = now.minusNanos(ticker.nanos() - startNanos);
    }
}
