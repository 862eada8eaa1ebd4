// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import io.switchgear.demo.Ending.Result;
import io.switchgear.demo.service.Hits;
import io.switchgear.demo.service.ServiceMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TextReportTest {
    private static final String ESCAPE = "\u001b";
    private static final String TARGET = "http://127.0.0.1:29999/";
    private static final DemoOptions LONGEST_DAY =
            DemoOptions.of(null, null, 3_600, 200, -1_234_567_890_123L, null, false, false);
    private static final Figures LARGE = figures(120_000, 5_000, 40_000, 700, Duration.ofMillis(123_456));
    private static final Figures SMALL = figures(40, 0, 3, 1, Duration.ofMillis(16));

    private final StringWriter out = new StringWriter();

    @Test
    void shouldFitIntoATerminalOf110Columns() {
        Report report = report(false);
        report.opening(opening(LONGEST_DAY));
        for (ServiceMode mode : ServiceMode.values()) {
            report.service(Duration.ofSeconds(3_599), mode);
            report.second(second(3_600, mode, State.HALF_OPEN, SMALL));
        }
        report.summary(summary(LARGE));

        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
    }

    @Test
    void shouldAlignTheColumnsOfEachSecond() {
        Report report = report(false);
        report.second(second(1, ServiceMode.HEALTHY, State.OPEN, SMALL));
        report.second(second(3_600, ServiceMode.ANSWERING_503, State.HALF_OPEN, SMALL));

        assertThat(out.toString().lines()).extracting(String::length).containsOnly(lengthOfFirstLine());
        assertThat(out.toString()).contains("   1.0  healthy", "3600.0  answers 503", "16 ms", "| HALF_OPEN");
    }

    @Test
    void shouldBePlainUnlessColoursAreWanted() {
        report(false).second(second(1, ServiceMode.HEALTHY, State.OPEN, SMALL));
        assertThat(out.toString()).doesNotContain(ESCAPE);

        report(true).second(second(1, ServiceMode.HEALTHY, State.OPEN, SMALL));
        assertThat(out.toString()).contains(ESCAPE + "[31mOPEN");
    }

    @Test
    void shouldTellWhatItCallsAndHowItEndsWithAUrl() {
        report(false)
                .opening(new Opening(
                        DemoOptions.of(null, TARGET, null, null, 1, null, false, false),
                        TARGET,
                        OptionalLong.empty(),
                        List.of("opens")));

        assertThat(out.toString()).contains("calls " + TARGET + " 5 times a second", "at Ctrl-C");
    }

    @Test
    void shouldSumUpBothClientsAndEachFaultSideBySide() {
        report(false).summary(summary(SMALL));

        assertThat(out.toString())
                .containsPattern("calls that hit the sick service +30 +3\n")
                .containsPattern("time callers spent waiting for failures +9\\.0 s +9\\.0 s\n")
                .containsPattern("p99 of all calls +16 ms +16 ms\n")
                .containsPattern("not over yet +1 +1\n")
                .containsPattern("hangs +30 +3 +1\\.5 s +-\n")
                .contains("Verdict: not as expected: the breaker is OPEN at the end.");
    }

    @Test
    void shouldNameBothBreakersAndWhatTheyAnsweredInEachFault() {
        DemoOptions options = DemoOptions.of(SheddingCalls.NAME, null, 3_600, 200, 1, null, false, false);
        Report report = new TextReport(new PrintWriter(out), false, options.scenario());
        report.opening(opening(options));
        report.service(Duration.ZERO, ServiceMode.FAILING_IN_PART);
        report.second(new Second(
                1,
                Optional.of(ServiceMode.FAILING_IN_PART),
                Optional.of(SMALL),
                State.SHEDDING,
                OptionalDouble.empty(),
                OptionalDouble.of(0.205),
                SMALL));
        report.summary(summary(LARGE));

        assertThat(out.toString())
                .contains("breaker that opens", "breaker that sheds", "fails 6 of 10 |    40      0       3")
                .contains("| SHED 20 %    40")
                .containsPattern("hangs +8 +80 +1\\.5 s +-\n")
                .doesNotContain("without breaker");
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
    }

    @Test
    void shouldSumUpNotesUnderTheirResults() {
        Figures noted = noted(Map.of(Result.OK, Map.of("new", 7L), Result.REJECTED, Map.of("old", 3L)));
        report(false)
                .summary(new Summary(
                        Duration.ofSeconds(45),
                        Optional.of(noted(Map.of(Result.FAILED, Map.of("old", 2L)))),
                        noted,
                        List.of(),
                        State.CLOSED,
                        Optional.empty()));

        assertThat(out.toString().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsSubsequence(
                        "ok 40 40", "new 0 7", "failed 5 5", "old 2 0", "rejected by the breaker 6 6", "old 0 3");
    }

    @Test
    void shouldSumUpOneClientWithAUrl() {
        report(false)
                .summary(new Summary(
                        Duration.ofSeconds(5), Optional.empty(), SMALL, List.of(), State.HALF_OPEN, Optional.empty()));

        assertThat(out.toString())
                .contains("with breaker", "The breaker is HALF_OPEN at the end.")
                .doesNotContain("without breaker", "sick", "Verdict");
    }

    private Report report(boolean coloured) {
        return new TextReport(new PrintWriter(out), coloured, new BareCalls());
    }

    private int lengthOfFirstLine() {
        return out.toString().indexOf('\n');
    }

    private static Opening opening(DemoOptions options) {
        return new Opening(options, TARGET, OptionalLong.of(4_194_304), DemoBreaker.description(options));
    }

    private static Second second(int number, ServiceMode mode, State state, Figures figures) {
        return new Second(
                number,
                Optional.of(mode),
                Optional.of(figures),
                state,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                figures);
    }

    private static Summary summary(Figures figures) {
        Outage outage = Outage.of(ServiceMode.HANGING, Duration.ofSeconds(10))
                .breakerOpenedAt(Duration.ofMillis(11_500))
                .with(new Hits(30, 3))
                .withAnswered(new Hits(8, 80));
        return new Summary(
                Duration.ofSeconds(45),
                Optional.of(figures),
                figures,
                List.of(outage),
                State.OPEN,
                Optional.of(Verdict.of(List.of(outage), State.OPEN, OptionalDouble.empty(), false)));
    }

    private static Figures noted(Map<Result, Map<String, Long>> notes) {
        return new Figures(40, 5, 6, 0, Optional.empty(), Optional.empty(), Duration.ZERO, notes);
    }

    private static Figures figures(long ok, long failed, long rejected, long waiting, Duration latency) {
        return new Figures(
                ok,
                failed,
                rejected,
                waiting,
                Optional.of(latency),
                Optional.of(latency),
                Duration.ofSeconds(9),
                Map.of());
    }
}
