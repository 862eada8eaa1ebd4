// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Broken;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is broken around it, a breaker goes through all its states. */
@Tag("C5")
class EverythingBrokenTest {
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);

    private final ManualTicker ticker = new ManualTicker();

    @BeforeAll
    static void keepTheLogQuiet() {
        BreakerLog.keepQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBearAnExceptionThatCannotBeRead(WayIn way) {
        Exception unreadable = new Exception() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }

            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException("no cause");
            }

            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        };
        CircuitBreaker breaker = breaker(c -> c);

        Throwable[] thrown = new Throwable[1];
        try {
            way.through(breaker, () -> Broken.fail(unreadable));
        } catch (Exception same) {
            thrown[0] = same;
        }

        assertThat(thrown[0] == unreadable).as("the caller's own exception").isTrue();
        assertThat(breaker.snapshot().totals().failures()).isEqualTo(1);
        assertThat(breaker.snapshot().userCodeFailures()).isPositive();
        assertThat(breaker.snapshot()
                        .lastTrip()
                        .orElseThrow()
                        .metrics()
                        .lastFailure()
                        .orElseThrow()
                        .type())
                .isEqualTo(unreadable.getClass().getName());
        assertWorksOn(way, breaker);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnWorkingWhenEverythingIsBrokenAtOnce(WayIn way) throws Exception {
        for (Throwable each : Broken.THROWN) {
            CircuitBreaker breaker = breaker(c -> c.classify((result, thrown) -> Broken.fail(each))
                    .tripWhen(TripRule.anyOf(metrics -> Broken.<Boolean, Error>fail(each), TripRule.failureCount(2)))
                    .openFor(Backoff.of(attempt -> Broken.<Duration, Error>fail(each)))
                    .halfOpen(HalfOpen.probes(3))
                    .retryHint((result, thrown) -> Broken.fail(each))
                    .random(() -> Broken.<Long, Error>fail(each))
                    .instantSource(() -> Broken.<Instant, Error>fail(each)));
            breaker.onStateChange(change -> Broken.<Void, Error>fail(each));
            Script script = new Script(way, breaker, ticker);
            Object value = new Object();

            script.play("SFF");
            assertThat(breaker.state()).isEqualTo(State.OPEN);
            assertThat(script.isAdmitted('S')).isFalse();
            script.pass(DEFAULT_WAIT).play("F");
            assertThat(breaker.state()).isEqualTo(State.OPEN);
            script.pass(DEFAULT_WAIT.multipliedBy(2));
            assertThat(way.through(breaker, () -> value)).isSameAs(value);
            script.play("SS");

            assertThat(breaker.state()).isEqualTo(State.CLOSED);
            assertThat(breaker.snapshot().inFlight()).isZero();
            assertThat(breaker.snapshot().userCodeFailures()).isGreaterThan(10);
        }
    }

    private void assertWorksOn(WayIn way, CircuitBreaker breaker) {
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        new Script(way, breaker, ticker).pass(DEFAULT_WAIT).play("SSS");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.snapshot().inFlight()).isZero();
    }

    private CircuitBreaker breaker(UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return CircuitBreaker.of(
                "broken",
                c -> settings.apply(
                        c.tripWhen(TripRule.failureCount(1)).random(() -> 0).ticker(ticker)));
    }
}
