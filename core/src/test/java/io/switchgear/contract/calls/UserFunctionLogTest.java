// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.outcome.Classifier;
import io.switchgear.rig.BreakerLog;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broken function of the user's is logged once for each breaker, however often it fails. */
@Tag("C5")
class UserFunctionLogTest {
    private static final IllegalStateException BROKEN = new IllegalStateException("broken function");
    private static final Classifier CLASSIFIER = (result, thrown) -> {
        throw BROKEN;
    };

    private final ManualTicker ticker = new ManualTicker();

    @BeforeAll
    static void keepTheLog() {
        BreakerLog.keepQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void shouldLogOnceForEachBreaker(WayIn way) {
        for (String name : new String[] {"first-" + way, "second-" + way}) {
            CircuitBreaker breaker =
                    CircuitBreaker.of(name, c -> c.classify(CLASSIFIER).ticker(ticker));

            new Script(way, breaker, ticker).play("SFSFI");

            assertThat(breaker.snapshot().userCodeFailures()).isEqualTo(5);
            assertThat(BreakerLog.of(name)).singleElement().satisfies(entry -> {
                assertThat(entry.level()).isEqualTo("WARNING");
                assertThat(entry.message()).contains(name, "classifier");
                assertThat(entry.thrown()).isSameAs(BROKEN);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLogEachKindOfFunction(WayIn way) {
        String name = "kinds-" + way;
        CircuitBreaker breaker = CircuitBreaker.of(
                name,
                c -> c.classify(CLASSIFIER)
                        .tripWhen(TripRule.anyOf(
                                metrics -> {
                                    throw BROKEN;
                                },
                                TripRule.failureCount(2)))
                        .ticker(ticker));
        breaker.onStateChange(change -> {
            throw BROKEN;
        });

        new Script(way, breaker, ticker).play("SFF");

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(BreakerLog.of(name))
                .extracting(BreakerLog.Entry::message)
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message).contains("classifier"),
                        message -> assertThat(message).contains("rule"),
                        message -> assertThat(message).contains("listener"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldLogNothingWhileAllIsWell(WayIn way) {
        String name = "well-" + way;
        CircuitBreaker breaker = CircuitBreaker.of(
                name, c -> c.tripWhen(TripRule.failureCount(1)).ticker(ticker));
        breaker.onStateChange(change -> {});

        new Script(way, breaker, ticker).play("SIF");

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(BreakerLog.of(name)).isEmpty();
    }
}
