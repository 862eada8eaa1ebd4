package io.switchgear.testkit;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A wall clock that runs with a {@link ManualTicker}, and that can be set, as people and time servers do. Breakers show it and
 * decide nothing by it. Thread-safe.
 *
 * @since 0.1
 */
public final class ManualInstantSource implements InstantSource {
    /** What a clock shows at first when nothing else is said: 2026-01-01T00:00:00Z. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualTicker ticker;
    private final long startNanos;
    /** What it showed, or would have shown, when it was made. */
    private volatile Instant start;

    /**
     * A clock that shows {@link #START} now.
     *
     * @param ticker what moves it
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
     * Sets the clock. No time passes by that.
     *
     * @param now what it shows from now on, before or after what it shows; it runs on from there
     */
    public void set(Instant now) {
        start = now.minusNanos(ticker.nanos() - startNanos);
    }
}
