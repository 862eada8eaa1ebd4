// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CallContext;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.DeadlinePassedException;
import io.switchgear.Guard;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.State;
import io.switchgear.rig.Broken;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Views of a breaker, by key or within a context, let the same calls in and count them as it does. */
@Tag("C64")
class GuardTest {
    private final ManualTicker ticker = new ManualTicker();
    private final CircuitBreakerConfig config = CircuitBreakerConfig.builder()
            .ticker(ticker)
            .tripWhen(TripRule.failureCount(2))
            .build();
    private final CircuitBreaker breaker = CircuitBreaker.of("payments", config);
    private final KeyedCircuitBreaker<String> hosts = KeyedCircuitBreaker.of("hosts", 10, config);

    @ParameterizedTest
    @EnumSource
    void shouldBeTheSameThroughEachView(WayIn way) {
        CallContext context = CallContext.cancellable();
        for (Guard guard : List.of(
                CircuitBreaker.of("itself", config),
                CircuitBreaker.of("in a context", config).within(context),
                CircuitBreaker.of("with a deadline", config).within(Duration.ofDays(1)),
                KeyedCircuitBreaker.of("a key", 1, config).at("k"),
                KeyedCircuitBreaker.of("a key in a context", 1, config).at("k").within(context))) {
            assertThat(catchThrowable(() -> way.through(guard, () -> "fine"))).isNull();
            for (int failure = 0; failure < 2; failure++) {
                assertThatThrownBy(() -> way.through(guard, () -> Broken.fail(new IOException("boom"))))
                        .isInstanceOf(IOException.class);
            }
            assertThatThrownBy(() -> way.through(guard, () -> "not reached"))
                    .isInstanceOfSatisfying(
                            CallNotPermittedException.class,
                            rejection -> assertThat(rejection.breakerName()).isEqualTo(guard.name()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountAKeysCallsInTheBreakerOfThatKey(WayIn way) throws Exception {
        Guard one = hosts.at("one");
        way.through(one, () -> "fine");
        way.through(one.within(Duration.ofDays(1)), () -> "fine");
        way.through(hosts.at("two"), () -> "fine");
        assertThat(hosts.snapshot("one").orElseThrow().totals().successes()).isEqualTo(2);
        assertThat(hosts.snapshot("two").orElseThrow().totals().successes()).isEqualTo(1);
        assertThat(one.name()).isEqualTo("hosts[one]");
        assertThat(one.within(Duration.ofDays(1)).name()).isEqualTo("hosts[one]");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C6")
    void shouldBeOverWhenEitherOfTwoContextsIs(WayIn way) {
        for (boolean outer : new boolean[] {false, true}) {
            CallContext first = CallContext.cancellable();
            CallContext second = CallContext.cancellable();
            Guard both = breaker.within(first).within(second);
            assertThat(catchThrowable(() -> way.through(both, () -> "fine"))).isNull();
            (outer ? second : first).cancel();
            assertThatThrownBy(() -> way.through(both, () -> "not reached")).isInstanceOf(CancellationException.class);
        }
        Guard deadlines = breaker.within(Duration.ofSeconds(5))
                .within(Duration.ofSeconds(1))
                .within(Duration.ofDays(1));
        ticker.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> way.through(deadlines, () -> "not reached"))
                .isInstanceOf(DeadlinePassedException.class);
        assertThat(breaker.snapshot().totals().admitted()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C13")
    void shouldGiveACallUpByEitherOfTwoContexts(WayIn way) {
        CallContext first = CallContext.cancellable();
        Guard both = breaker.within(first).within(Duration.ofDays(1));
        catchThrowable(() -> way.through(both, () -> {
            first.cancel();
            return Broken.fail(new IOException("closed under its hands"));
        }));
        Guard deadlines = breaker.within(Duration.ofSeconds(2)).within(CallContext.cancellable());
        catchThrowable(() -> way.through(deadlines, () -> {
            ticker.advance(Duration.ofSeconds(2));
            throw new CancellationException("gave up at the first of them");
        }));
        assertThat(breaker.snapshot().totals().ignored()).isEqualTo(1);
        assertThat(breaker.snapshot().totals().abandoned()).isEqualTo(1);
        assertThat(breaker.snapshot().totals().failures()).isZero();
    }

    @Test
    @Tag("C6")
    void shouldLeaveTheGuardThatItIsAViewOfAsItWas() {
        CallContext over = CallContext.cancellable();
        over.cancel();
        breaker.within(over);
        assertThat(breaker.<String, RuntimeException>call(() -> "fine")).isEqualTo("fine");
    }

    @Test
    @Tag("C15")
    void shouldRecordFailuresThroughEachView() {
        assertThat(hosts.at("one").recordFailure(new IOException())).isTrue();
        assertThat(hosts.at("one").within(Duration.ZERO).recordFailure(new IOException()))
                .isTrue();
        assertThat(hosts.snapshot("one").orElseThrow().state()).isEqualTo(State.OPEN);
    }
}
