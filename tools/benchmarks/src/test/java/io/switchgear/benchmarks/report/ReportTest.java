// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.memory.Footprint;
import io.switchgear.benchmarks.path.ClosedSuccess;
import io.switchgear.benchmarks.run.Case;
import io.switchgear.benchmarks.run.Results;
import io.switchgear.benchmarks.run.Sample;
import io.switchgear.benchmarks.run.Sample.Iteration;
import io.switchgear.benchmarks.run.Sections;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Case OURS = Case.of(ClosedSuccess.class, Contender.SWITCHGEAR);
    private static final Conditions CONDITIONS =
            new Conditions(Instant.EPOCH, "a JVM", "2 processors", "a collector", 0.5, "abc1234", "./switchgear bench");

    private static final Measured MEASURED = new Measured(
            new Results(List.of(
                    sample(OURS, 36, 0),
                    sample(OURS.by(Contender.ONE_CLOCK_READ), 24, 0),
                    sample(OURS.by(Contender.TWO_CLOCK_READS), 48, 0),
                    sample(OURS.by(Contender.R4J), 72, 24))),
            new EnumMap<>(Map.of(Footprint.SWITCHGEAR_IDLE, 1_700L, Footprint.R4J_IDLE, 6_800L)));

    @Test
    void shouldShowRatiosToTheFloorThatEachNeedsAndToResilience4j() {
        assertThat(RatioTable.of(MEASURED, Sections.sections(true)).text("  ")).isEqualTo("""
                        path             who                                     x floor  (least to most)  x Resilience4j      B
                        closed, success  Switchgear, default                        1.50     1.50 to 1.50            0.50      0
                        closed, success  Resilience4j, default (100 calls)          1.50     1.50 to 1.50            1.00     24
                        memory           Switchgear, default: a breaker, idle                                        0.25  1,700
                        memory           Resilience4j, default: a breaker, idle                                            6,800
                        """);
    }

    @Test
    void shouldShowTheSameAsMarkdown() {
        assertThat(RatioTable.of(MEASURED, Sections.sections(true)).markdown()).startsWith("""
                        | path | who | x floor | (least to most) | x Resilience4j | B |
                        |---|---|--:|--:|--:|--:|
                        | closed, success | Switchgear, default | 1.50 | 1.50 to 1.50 | 0.50 | 0 |
                        """);
    }

    @Test
    void shouldSayUnderWhatConditions() {
        assertThat(Report.text(CONDITIONS, MEASURED, Sections.sections(true), List.of()))
                .startsWith("./switchgear bench\na JVM; a collector\n2 processors; load 0.5 before, ")
                .contains("commit abc1234; 1970-01-01T00:00:00Z")
                .contains("a call and a clock reading took 24 ns")
                .contains("median of 1 rounds")
                .doesNotContain("Others used the machine");
    }

    @Test
    void shouldWarnOfABusyMachine() {
        Conditions busy = new Conditions(Instant.EPOCH, "", "", "", 100, "", "");
        assertThat(busy.text(100)).contains("Others used the machine");
    }

    @Test
    void shouldKnowWhatIsMeasured() {
        Conditions now = Conditions.now("here");
        assertThat(now.commit()).matches("[0-9a-f]{7,}( with changes)?|unknown");
        assertThat(now.jdk()).contains(System.getProperty("java.vm.version"));
    }

    @Test
    void shouldKeepRawResults() {
        assertThat(RawResults.tree(CONDITIONS, MEASURED).toString())
                .contains("\"load\":0.5", "\"contender\":\"R4J\"", "\"cpuNanos\":72.0", "\"SWITCHGEAR_IDLE\":1700");
    }

    private static Sample sample(Case of, double cpu, double bytes) {
        return new Sample(of, 1, List.of(new Iteration(Double.NaN, cpu, bytes)));
    }
}
