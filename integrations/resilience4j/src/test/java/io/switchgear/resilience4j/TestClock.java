// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** A wall clock that a test moves, which also gives the timestamps. */
final class TestClock extends Clock {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void advance(Duration by) {
        now = now.plus(by);
    }

    /** Small settings on this clock: 2 of 4 calls open, one probe after a minute decides. */
    CircuitBreakerConfig.Builder config() {
        return CircuitBreakerConfig.custom()
                .clock(this)
                .currentTimestampFunction(
                        clock -> TimeUnit.SECONDS.toNanos(clock.instant().getEpochSecond())
                                + clock.instant().getNano(),
                        TimeUnit.NANOSECONDS)
                .slidingWindowSize(4)
                .minimumNumberOfCalls(4)
                .permittedNumberOfCallsInHalfOpenState(1);
    }

    @Override
    public Instant instant() {
        return now;
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
