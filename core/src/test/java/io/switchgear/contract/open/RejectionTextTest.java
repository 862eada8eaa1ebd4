// SPDX-License-Identifier: Apache-2.0
package io.switchgear.contract.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.WayIn;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Window;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a rejection tells an operator, who sees nothing but its text. */
@Tag("C21")
class RejectionTextTest {

    @ParameterizedTest
    @EnumSource
    void shouldTellTheWholeStoryInOneLine(WayIn way) {
        Rig rig = new Rig(config -> config.window(Window.last(Duration.ofSeconds(10)))
                .tripWhen(TripRule.failureRate(0.5).minimumCalls(100))
                .openFor(Backoff.fixed(Duration.ofSeconds(5))));
        for (int i = 0; i < 43; i++) {
            rig.call(way, Outcome.SUCCESS);
        }
        for (int i = 0; i < 57; i++) {
            rig.callThrowing(way, new SocketTimeoutException("connect timed out"), () -> {});
        }
        rig.advance(Duration.ofMillis(3_200));

        assertThat(rig.rejected(way))
                .hasMessage("payments has been OPEN for 3.2 s: failure rate 57 % (57 of 100 calls in 10 s) >= 50 %,"
                        + " last: java.net.SocketTimeoutException: connect timed out; next probe in 1.8 s");
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellWhyItOpenedAndWhenAPlaceIsFreeWhileProbesAreOut(WayIn way) {
        Rig rig = new Rig(config -> config);
        rig.callThrowing(way, new IOException("connection reset"), () -> {});
        rig.advance(Rig.WAIT);
        rig.breaker.acquire();
        rig.advance(Duration.ofSeconds(12));

        assertThat(rig.rejected(way).getMessage())
                .startsWith("payments has been HALF_OPEN for 12 s")
                .contains("probes", "java.io.IOException: connection reset", "18 s");
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellOfTheProbesThatOpenedItAgain(WayIn way) {
        Rig rig = Rig.withProbes(HalfOpen.probes(3).required(2).probeTimeout(Rig.LEASE));
        rig.tripAndWait();
        rig.call(way, Outcome.FAILURE);
        rig.callThrowing(way, new IOException("still down"), () -> {});
        rig.advance(Duration.ofSeconds(1));

        assertThat(rig.rejected(way).getMessage())
                .startsWith("payments has been OPEN for 1 s: 2 of 3 probes failed")
                .contains("java.io.IOException: still down")
                .endsWith("next probe in 9 s");
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellOfTheLeaseThatOpenedItAgain(WayIn way) {
        Rig rig = new Rig(config -> config);
        rig.tripAndWait();
        rig.breaker.acquire();
        rig.advance(Rig.LEASE.plusSeconds(2));

        assertThat(rig.rejected(way).getMessage())
                .startsWith("payments has been OPEN for 2 s")
                .contains("probe timed out after 30 s")
                .endsWith("next probe in 8 s");
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTwoHundredCharactersOfTheFailuresMessage(WayIn way) {
        assertThat(lastFailure(way, "x".repeat(200), true)).isEqualTo("java.io.IOException: " + "x".repeat(200));
        assertThat(lastFailure(way, "x".repeat(200) + "y", true))
                .isEqualTo("java.io.IOException: " + "x".repeat(199) + "…");
        assertThat(lastFailure(way, "x".repeat(100_000), true)).hasSize("java.io.IOException: ".length() + 200);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellTheClassAloneOfAFailureWithoutAMessage(WayIn way) {
        assertThat(lastFailure(way, null, true)).isEqualTo("java.io.IOException");
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepNoMessageWhenMessagesAreSwitchedOff(WayIn way) {
        assertThat(lastFailure(way, "the password is s3cret", false)).isEqualTo("java.io.IOException");
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeakASwitchedOffMessageNowhere(WayIn way) {
        Rig rig = new Rig(config -> config.failureMessages(false));
        rig.callThrowing(way, new IOException("s3cret"), () -> {});
        CallNotPermittedException open = rig.rejected(way);
        rig.advance(Rig.WAIT);
        rig.callThrowing(way, new IOException("s3cret"), () -> {});

        assertThat(open.toString()).contains("java.io.IOException").doesNotContain("s3cret");
        assertThat(rig.rejected(way).toString()).doesNotContain("s3cret");
        assertThat(rig.changes.toString()).doesNotContain("s3cret");
        assertThat(rig.breaker.snapshot().toString()).doesNotContain("s3cret");
        assertThat(rig.breaker.snapshot().toMap().toString()).doesNotContain("s3cret");
    }

    private static String lastFailure(WayIn way, @Nullable String message, boolean kept) {
        Rig rig = new Rig(config -> config.failureMessages(kept));
        rig.callThrowing(way, new IOException(message), () -> {});
        CallNotPermittedException rejection = rig.rejected(way);
        String last = rejection.lastFailure().orElseThrow();
        assertThat(rejection.getMessage()).contains("last: " + last);
        return last;
    }
}
