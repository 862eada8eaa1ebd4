// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.switchgear.benchmarks.guard.Contender;
import io.switchgear.benchmarks.path.ClosedSuccess;
import io.switchgear.benchmarks.run.Sample.Iteration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final Case OURS = Case.of(ClosedSuccess.class, Contender.SWITCHGEAR);
    private static final Case FLOOR = OURS.by(Contender.ONE_CLOCK_READ);
    private static final Case PEER = OURS.by(Contender.R4J);
    private static final Case PEER_FLOOR = OURS.by(Contender.TWO_CLOCK_READS);

    @Test
    void shouldTakeTheMedianOfTheRoundsRatios() {
        Results results = new Results(List.of(
                sample(OURS, 1, 30), sample(FLOOR, 1, 20), // 1.5
                sample(OURS, 2, 90), sample(FLOOR, 2, 30), // 3
                sample(OURS, 3, 40), sample(FLOOR, 3, 20))); // 2

        Spread ratio = results.ratio(OURS, FLOOR, Cost.PROCESSOR);
        assertThat(ratio.median()).isEqualTo(2);
        assertThat(ratio.least()).isEqualTo(1.5);
        assertThat(ratio.most()).isEqualTo(3);
    }

    @Test
    void shouldTakeTheMeanOfTheTwoInTheMiddle() {
        assertThat(new Spread(4, 1, 2, 100).median()).isEqualTo(3);
    }

    @Test
    void shouldTakeTheFastestIterationAndTheOneWithTheFewestBytes() {
        Sample sample = new Sample(OURS, 1, List.of(new Iteration(9, 5, 24), new Iteration(7, 6, 0)));

        assertThat(sample.nanos(Cost.WALL)).isEqualTo(7);
        assertThat(sample.nanos(Cost.PROCESSOR)).isEqualTo(5);
        assertThat(sample.bytes()).isZero();
    }

    @Test
    void shouldTakeTimeOnTheWallWhereThreadsMayWaitForEachOther() {
        Sample one = new Sample(OURS, 1, List.of(new Iteration(9, 5, 0)));
        Sample two = new Sample(OURS.threads(2), 1, List.of(new Iteration(9, 5, 0)));
        Results results = new Results(List.of(one, two));

        assertThat(results.nanos(OURS).median()).isEqualTo(5);
        assertThat(results.nanos(OURS.threads(2)).median()).isEqualTo(9);
    }

    @Test
    void shouldCompareWhatIsBeyondTheFloors() {
        Results results = new Results(
                List.of(sample(OURS, 1, 30), sample(FLOOR, 1, 25), sample(PEER, 1, 100), sample(PEER_FLOOR, 1, 50)));

        assertThat(results.overheadRatio(OURS, FLOOR, PEER, PEER_FLOOR, Cost.PROCESSOR)
                        .median())
                .isEqualTo(0.1, within(1e-9));
    }

    @Test
    void shouldSayWhatWasNotMeasured() {
        Results results = new Results(List.of(sample(OURS, 1, 30)));

        assertThat(results.has(PEER)).isFalse();
        assertThatThrownBy(() -> results.bytes(PEER)).hasMessageContaining("ClosedSuccess R4J was not measured");
    }

    private static Sample sample(Case of, int round, double nanos) {
        return new Sample(of, round, List.of(new Iteration(Double.NaN, nanos, 0)));
    }
}
