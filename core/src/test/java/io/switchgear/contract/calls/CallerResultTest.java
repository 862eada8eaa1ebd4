// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The caller gets what the operation gave, untouched. */
@Tag("C5")
class CallerResultTest {
    private final CircuitBreaker breaker =
            CircuitBreaker.of("front", c -> c.ticker(new ManualTicker()).tripWhen(TripRule.when("never", m -> false)));

    @AfterEach
    void clearTheInterruptFlag() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBackTheVeryResult(WayIn way) throws Exception {
        Object value = new Object();

        assertThat(way.through(breaker, () -> value)).isSameAs(value);
        assertThat(way.<Object>through(breaker, () -> null)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void shouldThrowTheVeryException(WayIn way) {
        for (Exception thrown : List.of(
                new IOException("a failure"),
                new CompletionException(new IOException("not unwrapped for the caller")),
                new CancellationException("ignored"),
                new InterruptedException("ignored"))) {
            assertThatThrownBy(() -> way.through(breaker, () -> {
                        throw thrown;
                    }))
                    .isSameAs(thrown);
            assertThat(thrown.getSuppressed()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldThrowTheVeryError(WayIn way) {
        for (Error thrown :
                List.of(new AssertionError("wrong"), new StackOverflowError(), new NoClassDefFoundError())) {
            assertThatThrownBy(() -> way.through(breaker, () -> {
                        throw thrown;
                    }))
                    .isSameAs(thrown);
        }
        assertThat(breaker.snapshot().totals().failures()).isEqualTo(3);
        assertThat(breaker.snapshot().inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunTheOperationOnce(WayIn way) {
        AtomicInteger runs = new AtomicInteger();

        catchThrowable(() -> way.through(breaker, runs::incrementAndGet));
        assertThat(runs).hasValue(1);
        catchThrowable(() -> way.through(breaker, () -> {
            runs.incrementAndGet();
            throw new IOException();
        }));
        assertThat(runs).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheInterruptFlagThatTheOperationLeaves(WayIn way) throws Exception {
        way.through(breaker, () -> {
            Thread.currentThread().interrupt();
            return "done all the same";
        });
        assertThat(Thread.interrupted()).isTrue();

        catchThrowable(() -> way.through(breaker, () -> {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }));
        assertThat(Thread.interrupted()).isTrue();

        catchThrowable(() -> way.through(breaker, () -> {
            throw new InterruptedException("cleared the flag, as usual");
        }));
        assertThat(Thread.interrupted())
                .as("an attempt holds the exception back, so it restores the flag")
                .isEqualTo(way == WayIn.ATTEMPT);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C6")
    void shouldNotLookAtTheInterruptFlag(WayIn way) throws Exception {
        Thread.currentThread().interrupt();

        assertThat(way.through(breaker, () -> Thread.currentThread().isInterrupted()))
                .isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(breaker.snapshot().totals().successes()).isEqualTo(1);
    }
}
