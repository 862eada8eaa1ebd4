// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.Call;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import io.switchgear.Totals;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.Script;
import io.switchgear.testkit.ManualTicker;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a result means is decided once, the same for every way in, and counted in one figure. */
@Tag("C3")
class ClassificationTest {
    private final ManualTicker ticker = new ManualTicker();

    @ParameterizedTest
    @EnumSource
    void shouldCountEachResultInOneFigureByDefault(WayIn way) {
        Map<Call<Object, Exception>, Outcome> cases = new LinkedHashMap<>();
        cases.put(() -> "value", Outcome.SUCCESS);
        cases.put(() -> null, Outcome.SUCCESS);
        cases.put(throwing(new IOException()), Outcome.FAILURE);
        cases.put(throwing(new SocketTimeoutException()), Outcome.FAILURE);
        cases.put(throwing(new IllegalStateException()), Outcome.FAILURE);
        cases.put(throwing(new AssertionError()), Outcome.FAILURE);
        cases.put(throwing(new StackOverflowError()), Outcome.FAILURE);
        cases.put(throwing(new CancellationException()), Outcome.IGNORED);
        cases.put(throwing(new InterruptedException()), Outcome.IGNORED);
        cases.put(throwing(new ExecutionException(new InterruptedException())), Outcome.IGNORED);

        cases.forEach((operation, expected) ->
                assertThat(counted(way, Classifier.defaults(), operation)).isEqualTo(expected));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotCountTheRejectionOfAnInnerBreakerAgainstTheOuterOne(WayIn way) throws Exception {
        CircuitBreaker inner = breaker(Classifier.defaults());
        new Script(way, inner, ticker).play("F");
        assertThat(inner.state()).isEqualTo(State.OPEN);

        assertThat(counted(way, Classifier.defaults(), () -> way.through(inner, () -> "never")))
                .isEqualTo(Outcome.IGNORED);
        assertThat(counted(way, Classifier.defaults(), () -> {
                    try {
                        return way.through(inner, () -> "never");
                    } catch (CallNotPermittedException rejected) {
                        throw new IllegalStateException("wrapped", rejected);
                    }
                }))
                .isEqualTo(Outcome.IGNORED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldDecideByExceptionType(WayIn way) {
        Classifier rules = Classifier.failOn(IOException.class).ignore(SocketTimeoutException.class);

        assertThat(counted(way, rules, throwing(new IOException()))).isEqualTo(Outcome.FAILURE);
        assertThat(counted(way, rules, throwing(new SocketTimeoutException()))).isEqualTo(Outcome.IGNORED);
        assertThat(counted(way, rules, throwing(new IllegalArgumentException())))
                .isEqualTo(Outcome.SUCCESS);
        assertThat(counted(way, rules, throwing(new AssertionError()))).isEqualTo(Outcome.FAILURE);
        assertThat(counted(way, rules, throwing(new TimeoutException()))).isEqualTo(Outcome.FAILURE);
        assertThat(counted(way, rules, throwing(new SocketException("Closed by interrupt"))))
                .isEqualTo(Outcome.IGNORED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldDecideByResultWhereTheResultIsSeen(WayIn way) {
        Classifier rules = Classifier.failOnResult(Integer.class, status -> status >= 500)
                .ignoreResult(result -> Integer.valueOf(429).equals(result));

        assertThat(counted(way, rules, () -> 200)).isEqualTo(Outcome.SUCCESS);
        assertThat(counted(way, rules, () -> 500)).isEqualTo(way.showsResults() ? Outcome.FAILURE : Outcome.SUCCESS);
        assertThat(counted(way, rules, () -> 429)).isEqualTo(way.showsResults() ? Outcome.IGNORED : Outcome.SUCCESS);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAskAThreeWayFunctionForEverything(WayIn way) {
        for (Outcome answer : Outcome.values()) {
            Classifier always = (result, thrown) -> answer;

            assertThat(counted(way, always, () -> "value")).isEqualTo(answer);
            assertThat(counted(way, always, throwing(new IOException()))).isEqualTo(answer);
            assertThat(counted(way, always, throwing(new CancellationException())))
                    .as("also what is ignored by default")
                    .isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowTheClassifierWhatTheOperationGave(WayIn way) throws Exception {
        Object value = new Object();
        IOException failure = new IOException();
        Classifier identities = (result, thrown) -> {
            boolean isValue = thrown == null && (result == value || !way.showsResults());
            boolean isFailure = thrown == failure && result == null;
            return isValue ? Outcome.SUCCESS : isFailure ? Outcome.FAILURE : Outcome.IGNORED;
        };

        assertThat(counted(way, identities, () -> value)).isEqualTo(Outcome.SUCCESS);
        assertThat(counted(way, identities, throwing(failure))).isEqualTo(Outcome.FAILURE);
    }

    /** Runs the operation alone in a new breaker and tells in which figure it was counted. */
    private Outcome counted(WayIn way, Classifier classifier, Call<Object, Exception> operation) {
        CircuitBreaker breaker = breaker(classifier);
        catchThrowable(() -> way.through(breaker, operation));

        Totals totals = breaker.snapshot().totals();
        assertThat(totals.successes() + totals.failures() + totals.ignored())
                .as("each call is counted once: %s", totals)
                .isEqualTo(1);
        assertThat(totals.admitted()).isEqualTo(1);
        assertThat(totals.inFlight()).isZero();
        assertThat(breaker.state()).isEqualTo(totals.failures() == 1 ? State.OPEN : State.CLOSED);
        return totals.successes() == 1 ? Outcome.SUCCESS : totals.failures() == 1 ? Outcome.FAILURE : Outcome.IGNORED;
    }

    /** A breaker that opens on the first failure. */
    private CircuitBreaker breaker(Classifier classifier) {
        return CircuitBreaker.of(
                "one",
                c -> c.classify(classifier).tripWhen(TripRule.failureCount(1)).ticker(ticker));
    }

    private static Call<Object, Exception> throwing(Throwable thrown) {
        return () -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        };
    }
}
