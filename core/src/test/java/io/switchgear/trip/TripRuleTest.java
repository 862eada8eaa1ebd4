// SPDX-License-Identifier: Apache-2.0
package io.switchgear.trip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trip rules are functions of metrics: what each of them says, without a breaker. */
@Tag("C11")
class TripRuleTest {

    @ParameterizedTest(name = "{0}: {1} failures of {2} calls: {3}")
    @CsvSource({
        "0.5,  49, 100, false",
        "0.5,  50, 100, true",
        "0.5,  51, 100, true",
        "0.5,   0,   0, false",
        "1.0, 100, 100, true",
        "1.0,  99, 100, false",
        "1.0, 999999, 1000000, false",
        "0.01,  1, 100, true",
        "0.01,  0, 100, false",
        "0.57, 57, 100, true",
        "0.29, 29, 100, true",
        "0.3333333333333333, 1, 3, true",
        "0.000001, 1, 1000000, true",
    })
    void shouldTripAtOrAboveTheRate(double threshold, long part, long calls, boolean trips) {
        assertThat(TripRule.failureRate(threshold).trips(metrics(calls - part, part, 0, 0, Duration.ZERO)))
                .isEqualTo(trips);
        assertThat(TripRule.slowCallRate(threshold).trips(metrics(calls, 0, part, 0, Duration.ZERO)))
                .isEqualTo(trips);
    }

    @Test
    void shouldReachEveryWholePercentage() {
        for (int percent = 1; percent <= 100; percent++) {
            double threshold =
                    Double.parseDouble(percent == 100 ? "1.0" : String.format(Locale.ROOT, "0.%02d", percent));

            assertThat(TripRule.failureRate(threshold).trips(metrics(100 - percent, percent, 0, 0, Duration.ZERO)))
                    .as("%d of 100", percent)
                    .isTrue();
            assertThat(TripRule.failureRate(threshold).trips(metrics(101 - percent, percent - 1, 0, 0, Duration.ZERO)))
                    .as("%d of 100", percent - 1)
                    .isFalse();
        }
    }

    @Test
    void shouldCountSlowFailuresAsSlow() {
        assertThat(TripRule.slowCallRate(0.5).trips(metrics(5, 5, 5, 0, Duration.ZERO)))
                .isTrue();
        assertThat(TripRule.slowCallRate(0.5).trips(metrics(5, 5, 4, 0, Duration.ZERO)))
                .isFalse();
        assertThat(TripRule.slowCallRate(0.5).trips(metrics(0, 10, 5, 0, Duration.ZERO)))
                .as("slow failures only")
                .isTrue();
    }

    @Test
    void shouldTripOnTheNumberOfFailures() {
        assertThat(TripRule.failureCount(3).trips(metrics(1_000, 2, 0, 0, Duration.ZERO)))
                .isFalse();
        assertThat(TripRule.failureCount(3).trips(metrics(1_000, 3, 0, 0, Duration.ZERO)))
                .isTrue();
        assertThat(TripRule.failureCount(3).trips(metrics(0, 4, 0, 0, Duration.ZERO)))
                .isTrue();
    }

    @Test
    void shouldTripOnARunThatIsLongEnoughInCallsAndInTime() {
        TripRule any = TripRule.consecutiveFailures(3);
        TripRule lasting = TripRule.consecutiveFailures(3).spanning(Duration.ofSeconds(1));

        assertThat(any.trips(metrics(0, 9, 0, 2, Duration.ofDays(1)))).isFalse();
        assertThat(any.trips(metrics(0, 0, 0, 3, Duration.ZERO)))
                .as("the run may have left the window")
                .isTrue();
        assertThat(lasting.trips(metrics(0, 3, 0, 2, Duration.ofSeconds(1)))).isFalse();
        assertThat(lasting.trips(metrics(0, 3, 0, 3, Duration.ofNanos(999_999_999))))
                .isFalse();
        assertThat(lasting.trips(metrics(0, 3, 0, 3, Duration.ofSeconds(1)))).isTrue();
        assertThat(lasting.trips(metrics(0, 3, 0, 300, Duration.ofMillis(999)))).isFalse();
    }

    @Test
    void shouldTripWhenAnyOrAllDo() {
        TripRule yes = metrics -> true;
        TripRule no = metrics -> false;
        Metrics metrics = metrics(1, 1, 0, 1, Duration.ZERO);

        assertThat(TripRule.anyOf(no, yes).trips(metrics)).isTrue();
        assertThat(TripRule.anyOf(no, no).trips(metrics)).isFalse();
        assertThat(TripRule.allOf(no, yes).trips(metrics)).isFalse();
        assertThat(TripRule.allOf(yes, yes).trips(metrics)).isTrue();
        assertThat(TripRule.anyOf(no, TripRule.allOf(yes, TripRule.anyOf(no, yes)))
                        .trips(metrics))
                .as("nested")
                .isTrue();
        assertThat(TripRule.allOf(yes, TripRule.anyOf(no, TripRule.allOf(yes, no)))
                        .trips(metrics))
                .as("nested")
                .isFalse();
    }

    @Test
    void shouldAskFromOneCallOnUnlessTold() {
        TripRule lambda = metrics -> true;

        assertThat(lambda.minimumCalls()).isEqualTo(1);
        assertThat(TripRule.when("own", metrics -> true).minimumCalls()).isEqualTo(1);
        assertThat(TripRule.when("own", metrics -> true).minimumCalls(7).minimumCalls())
                .isEqualTo(7);
        assertThat(TripRule.failureCount(5).minimumCalls()).isEqualTo(1);
        assertThat(TripRule.consecutiveFailures(5).minimumCalls())
                .as("abandoned calls are in no window")
                .isZero();
        assertThat(TripRule.failureRate(0.5).minimumCalls()).isEqualTo(10);
        assertThat(TripRule.slowCallRate(0.5).minimumCalls(3).minimumCalls()).isEqualTo(3);
    }

    @Test
    void shouldKeepTheMinimumOfEachRuleInAnAnyOf() {
        TripRule rule = TripRule.anyOf(
                TripRule.failureRate(0.9).minimumCalls(2),
                TripRule.failureRate(0.1).minimumCalls(20));

        assertThat(rule.trips(metrics(5, 5, 0, 0, Duration.ZERO))).isFalse();
        assertThat(rule.trips(metrics(0, 2, 0, 0, Duration.ZERO))).isTrue();
        assertThat(rule.trips(metrics(18, 2, 0, 0, Duration.ZERO))).isTrue();
    }

    @Test
    void shouldTellTheMinimumOfAGroup() {
        TripRule few = TripRule.failureRate(0.5).minimumCalls(3);
        TripRule many = TripRule.failureRate(0.5).minimumCalls(30);

        assertThat(TripRule.anyOf(many, few).minimumCalls()).isEqualTo(3);
        assertThat(TripRule.allOf(few, many).minimumCalls()).isEqualTo(30);
    }

    @Test
    void shouldExplainWithFiguresAndBound() {
        Metrics metrics = metrics(5, 5, 6, 3, Duration.ofSeconds(2));
        TripRule rate = TripRule.failureRate(0.5);
        TripRule slow = TripRule.slowCallRate(0.6);
        TripRule run = TripRule.consecutiveFailures(3);
        TripRule lambda = any -> true;

        assertThat(rate.explain(metrics)).isEqualTo("failure rate 50 % (5 of the last 10 calls) >= 50 %");
        assertThat(slow.explain(metrics)).isEqualTo("slow-call rate 60 % (6 of the last 10 calls) >= 60 %");
        assertThat(run.explain(metrics)).isEqualTo("3 failures in a row >= 3");
        assertThat(TripRule.consecutiveFailures(2)
                        .spanning(Duration.ofSeconds(1))
                        .explain(metrics))
                .isEqualTo("3 failures in a row >= 2, over 2 s >= 1 s");
        assertThat(TripRule.when("queue too long", any -> true).explain(metrics))
                .isEqualTo("queue too long (5 of the last 10 calls failed)");
        assertThat(lambda.explain(metrics)).isEqualTo("custom rule (5 of the last 10 calls failed)");
        assertThat(TripRule.allOf(run, TripRule.anyOf(TripRule.failureRate(0.9), slow))
                        .explain(metrics))
                .isEqualTo(run.explain(metrics) + " and " + slow.explain(metrics));
        assertThat(TripRule.anyOf(TripRule.failureRate(0.1).minimumCalls(11), slow)
                        .explain(metrics))
                .as("one that is not asked yet explains nothing")
                .isEqualTo(slow.explain(metrics));
    }

    /** A rule of a user's that has no words is one that fails: the breaker counts that, and has words of its own. */
    @Test
    void shouldNotPutNothingIntoWords() {
        TripRule mute = new MuteRule();
        Metrics metrics = metrics(1, 1, 0, 1, Duration.ZERO);

        assertThatThrownBy(() -> TripRule.allOf(mute, any -> true).explain(metrics))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> TripRule.anyOf(mute).explain(metrics)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void shouldShowACustomRuleEveryFigure() {
        Metrics shown = metrics(3, 4, 2, 1, Duration.ofSeconds(9));
        Metrics[] seen = new Metrics[1];
        TripRule rule = TripRule.when("looks", metrics -> {
            seen[0] = metrics;
            return true;
        });

        assertThat(rule.trips(shown)).isTrue();
        assertThat(seen[0]).isSameAs(shown);
    }

    private static Metrics metrics(long successes, long failures, long slow, long run, Duration span) {
        Metrics.Builder metrics = Metrics.builder(Window.lastCalls(1_000_000))
                .successes(successes)
                .failures(failures)
                .slowFailures(slow)
                .consecutiveFailures(run)
                .consecutiveFailuresSpan(span);
        return failures == 0
                ? metrics.build()
                : metrics.lastFailure(new IOException("broken")).build();
    }
}
