// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.memory.Footprint;
import io.switchgear.benchmarks.path.ClosedSuccess;
import io.switchgear.benchmarks.report.Condition.Bound;
import io.switchgear.benchmarks.report.Condition.Bytes;
import io.switchgear.benchmarks.report.Condition.BytesAFailure;
import io.switchgear.benchmarks.report.Condition.Memory;
import io.switchgear.benchmarks.report.Condition.Overhead;
import io.switchgear.benchmarks.report.Condition.Ratio;
import io.switchgear.benchmarks.report.Condition.Throughput;
import io.switchgear.benchmarks.run.Case;
import io.switchgear.benchmarks.run.Results;
import io.switchgear.benchmarks.run.Sample;
import io.switchgear.benchmarks.run.Sample.Iteration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BarsTest {
    private static final Case OURS = Case.of(ClosedSuccess.class, Contender.SWITCHGEAR);
    private static final Case FLOOR = OURS.by(Contender.ONE_CLOCK_READ);
    private static final Case PEER = OURS.by(Contender.R4J);
    private static final Case PEER_FLOOR = OURS.by(Contender.TWO_CLOCK_READS);

    private static final Measured MEASURED = measured(
            sample(OURS, 40, 30, 0.4),
            sample(FLOOR, 20, 20, 0),
            sample(PEER, 140, 60, 24),
            sample(PEER_FLOOR, 40, 50, 0));

    @Test
    void shouldHoldARatioUpToTheLimit() {
        assertThat(new Ratio(OURS, FLOOR, 1.5).check(MEASURED))
                .isEqualTo(new Verdict(
                        true, "ClosedSuccess SWITCHGEAR / ONE_CLOCK_READ = 1.50 (1.50 to 1.50; at most 1.50)"));
        assertThat(new Ratio(OURS, FLOOR, 1.49).check(MEASURED).held()).isFalse();
    }

    @Test
    void shouldHoldABoundByTheBestRound() {
        Measured rounds = measured(
                sample(OURS, 1, 60, 0),
                sample(FLOOR, 1, 20, 0),
                new Sample(OURS, 2, List.of(new Iteration(1, 40, 0))),
                new Sample(FLOOR, 2, List.of(new Iteration(1, 20, 0))));
        assertThat(new Bound(OURS, FLOOR, 2).check(rounds))
                .isEqualTo(new Verdict(
                        true,
                        "ClosedSuccess SWITCHGEAR / ONE_CLOCK_READ = 2.00 at best (3.00 at worst; at most 2.00)"));
        assertThat(new Bound(OURS, FLOOR, 1.9).check(rounds).held()).isFalse();
        assertThat(new Ratio(OURS, FLOOR, 2).check(rounds).held()).isFalse();
    }

    @Test
    void shouldCompareOverheadsOnTheWall() {
        Verdict verdict = new Overhead(OURS, FLOOR, PEER, PEER_FLOOR, 0.2).check(MEASURED);
        assertThat(verdict.held()).isTrue();
        assertThat(verdict.figures())
                .startsWith("(ClosedSuccess SWITCHGEAR - ONE_CLOCK_READ) / (R4J - TWO_CLOCK_READS) = 0.20");
        assertThat(new Overhead(OURS, FLOOR, PEER, PEER_FLOOR, 0.19)
                        .check(MEASURED)
                        .held())
                .isFalse();
    }

    @Test
    void shouldCountWholeBytes() {
        assertThat(new Bytes(OURS, 0).check(MEASURED)).isEqualTo(new Verdict(true, OURS + ": 0 B (at most 0)"));
        assertThat(new Bytes(PEER, 23).check(MEASURED).held()).isFalse();
        assertThat(new Bytes(PEER, 24).check(MEASURED).held()).isTrue();
    }

    @Test
    void shouldTakeTheRoundWithTheFewestBytes() {
        Measured twice = measured(sample(OURS, 1, 1, 16), new Sample(OURS, 2, List.of(new Iteration(1, 1, 0))));
        assertThat(new Bytes(OURS, 0).check(twice).held()).isTrue();
    }

    @Test
    void shouldCountBytesByTheFailureBeyondWhatTheOperationAllocates() {
        Measured failing = measured(sample(OURS, 1, 1, 21.62), sample(FLOOR, 1, 1, 12.01));
        assertThat(new BytesAFailure(OURS, FLOOR, 30, 32).check(failing))
                .isEqualTo(new Verdict(true, OURS + ": 32 B a failure (at most 32)"));
        assertThat(new BytesAFailure(OURS, FLOOR, 30, 31).check(failing).held()).isFalse();
    }

    @Test
    void shouldCompareCallsPerSecondOnTheWall() {
        assertThat(new Throughput(PEER, PEER_FLOOR, 0.28).check(MEASURED))
                .isEqualTo(new Verdict(
                        true,
                        "ClosedSuccess R4J: 0.29 of the calls per second of ClosedSuccess TWO_CLOCK_READS "
                                + "(0.29 to 0.29; at least 0.28)"));
        assertThat(new Throughput(PEER, PEER_FLOOR, 0.29).check(MEASURED).held())
                .isFalse();
    }

    @Test
    void shouldMissWhatWasNotMeasured() {
        Condition idle = new Memory(Footprint.SWITCHGEAR_IDLE, 2_048);
        assertThat(idle.check(MEASURED)).isEqualTo(new Verdict(false, "SWITCHGEAR_IDLE: not measured"));
        assertThat(idle.check(memory(2_048)).held()).isTrue();
        assertThat(idle.check(memory(2_049)).figures()).isEqualTo("SWITCHGEAR_IDLE: 2,049 B (at most 2,048)");
        assertThat(idle.check(memory(2_049)).held()).isFalse();
    }

    @Test
    void shouldHoldABarOnlyIfAllItsConditionsHold() {
        Condition yes = new Bytes(OURS, 0);
        Condition no = new Bytes(PEER, 0);
        assertThat(new Bar("P", "both", List.of(yes, yes)).isHeld(MEASURED)).isTrue();
        assertThat(new Bar("P", "both", List.of(yes, no)).isHeld(MEASURED)).isFalse();
        assertThat(Report.bars(List.of(new Bar("P9", "both", List.of(yes, no))), MEASURED))
                .isEqualTo("""
                        P9 missed: both
                          held  ClosedSuccess SWITCHGEAR: 0 B (at most 0)
                          missed  ClosedSuccess R4J: 24 B (at most 0)
                        """);
    }

    @Test
    void shouldHaveAllBarsOfTheContract() {
        assertThat(Bars.bars())
                .extracting(Bar::name)
                .containsExactly(
                        "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P8a", "P9", "P10", "P11", "P12", "P14");
        assertThat(Bars.bars()).allSatisfy(bar -> assertThat(bar.conditions()).isNotEmpty());
    }

    private static Measured measured(Sample... samples) {
        return new Measured(new Results(List.of(samples)), Map.of());
    }

    private static Measured memory(long idle) {
        return new Measured(new Results(List.of()), Map.of(Footprint.SWITCHGEAR_IDLE, idle));
    }

    private static Sample sample(Case of, double wall, double cpu, double bytes) {
        return new Sample(of, 1, List.of(new Iteration(wall, cpu, bytes)));
    }
}
