// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.switchgear.testkit.ManualInstantSource;
import io.switchgear.testkit.ManualTicker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** A wall clock that a test moves, which also gives the timestamps. */
final class TestClock {
    private final ManualTicker ticker = new ManualTicker();
    private final Clock clock = new ManualInstantSource(ticker).withZone(ZoneOffset.UTC);

    void advance(Duration by) {
        ticker.advance(by);
    }

    /** Small settings on this clock: 2 of 4 calls open, one probe after a minute decides. */
    CircuitBreakerConfig.Builder config() {
        return CircuitBreakerConfig.custom()
                .clock(clock)
                .currentTimestampFunction(
                        read -> TimeUnit.SECONDS.toNanos(read.instant().getEpochSecond())
                                + read.instant().getNano(),
                        TimeUnit.NANOSECONDS)
                .slidingWindowSize(4)
                .minimumNumberOfCalls(4)
                .permittedNumberOfCallsInHalfOpenState(1);
    }

    Instant instant() {
        return clock.instant();
    }
}
