// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import io.switchgear.demo.service.ServiceMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The text that is there only when asked for. */
class ExplainedReportTest {
    private static final Figures FIGURES =
            new Figures(40, 0, 3, 1, Optional.empty(), Optional.empty(), Duration.ofSeconds(9), Map.of());

    private final StringWriter out = new StringWriter();
    private final Report report = new TextReport(new PrintWriter(out), false, new BareCalls());
    private final RampBreaker ramping = new RampBreaker();

    @Test
    void shouldTellARejectionInFull() {
        ramping.open();
        ramping.later(Duration.ofMillis(300));
        String message = ramping.reject().getMessage();

        report.rejection(Duration.ofMillis(12_345), ramping.reject());

        assertThat(unwrapped()).isEqualTo("12.3 rejected: " + message);
        assertFits();
    }

    @Test
    void shouldTellWhatTheBreakerSaysOfItselfWhileRamping() {
        ramping.open();
        ramping.ramp();
        ramping.reject();
        ramping.later(Duration.ofSeconds(1));

        report.breaker(ramping.breaker.health(), ramping.breaker.snapshot());

        assertThat(unwrapped())
                .startsWith("The breaker at the end health DEGRADED: HALF_OPEN for 1 s: 1 of 1 probes succeeded")
                .containsPattern("window 0 of \\d+ calls? in 10 s failed")
                .contains("last trip 2 s ago, CLOSED -> OPEN: failures 1 of 1 call in 10 s >= 1; wait of 1 s")
                .containsPattern("admitted \\d+: \\d+ successes, 1 failures, 0 ignored, 0 stale, 0 in flight")
                .contains("rejected 1: 1 RAMP", "ramp 32 % of the calls pass");
        assertFits();
    }

    @Test
    void shouldTellWhatTheBreakerSaysOfItselfWhenNothingHappened() {
        report.breaker(ramping.breaker.health(), ramping.breaker.snapshot());

        assertThat(unwrapped())
                .contains("health UP: CLOSED", "last trip never", "rejected 0")
                .doesNotContain("next probe", "probes", "ramp");
    }

    @Test
    void shouldTellWhenTheNextProbeIsWhileOpenAndWhereTheProbesAreAfterIt() {
        ramping.open();
        report.breaker(ramping.breaker.health(), ramping.breaker.snapshot());
        assertThat(unwrapped()).contains("DOWN: OPEN", "next probe in ");

        ramping.later(Duration.ofSeconds(1));
        ramping.breaker.acquire();
        report.breaker(ramping.breaker.health(), ramping.breaker.snapshot());
        assertThat(unwrapped()).contains("probes 0 succeeded, 0 failed, 1 out");
    }

    @Test
    void shouldKeepTheColumnsWhileTheShareGrows() {
        second(State.HALF_OPEN, OptionalDouble.empty());
        second(State.HALF_OPEN, OptionalDouble.of(0.34));
        second(State.HALF_OPEN, OptionalDouble.of(1));

        assertThat(out.toString().lines())
                .extracting(String::length)
                .containsOnly(out.toString().indexOf('\n'));
        assertThat(out.toString()).contains("| HALF_OPEN ", "| RAMP 34 % ", "| RAMP 100 % ");
    }

    @Test
    void shouldSayHowItCallsAndHowTrafficComesBack() {
        DemoOptions options = DemoOptions.of(null, null, 3_600, 200, -1_234_567_890_123L, "599999ms", true, true);
        report.opening(new Opening(
                options, "http://127.0.0.1:29999/", OptionalLong.of(4_194_304), DemoBreaker.description(options)));

        assertThat(out.toString())
                .contains("asynchronously, with a timeout of 1 s", "a growing share of the calls pass", "after 10 min")
                .doesNotContain("worker");
        assertFits();
    }

    private void second(State state, OptionalDouble share) {
        report.second(new Second(
                1,
                Optional.of(ServiceMode.HEALTHY),
                Optional.of(FIGURES),
                state,
                share,
                OptionalDouble.empty(),
                FIGURES));
    }

    private void assertFits() {
        assertThat(out.toString().lines())
                .filteredOn(line -> !line.contains("xxxxx")) // one long word
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
    }

    private String unwrapped() {
        return out.toString().strip().replaceAll("\\s+", " ");
    }
}
