// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.simulation.guard.Guards;
import io.switchgear.simulation.world.Score;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarsTest {
    private static final Bars DEFAULTS = Bars.all().get(0);

    private final Results results = new Results();

    private static Score after(double share) {
        return new Score(1, share, 5, 0, 10, 100, 0.1, 0, 0, 0, 5);
    }

    @Test
    void shouldHoldOrNotHold() {
        results.put("recovery", DEFAULTS.judged(), "e = 1", after(0.88));
        assertThat(DEFAULTS.areHeld(results)).isTrue();
        assertThat(DEFAULTS.text(results)).contains("≥ 88", "| 88 |").doesNotContain("not held");

        results.put("recovery", DEFAULTS.judged(), "e = 1", after(0.879));
        assertThat(DEFAULTS.areHeld(results)).isFalse();
        assertThat(DEFAULTS.text(results)).contains("87.9 **not held**");
    }

    @Test
    void shouldNotJudgeTheGuardsThatStandBeside() {
        results.put("recovery", DEFAULTS.judged(), "e = 1", after(0.9));
        results.put("recovery", Guards.CAP_15, "e = 1", after(0.1));

        assertThat(DEFAULTS.areHeld(results)).isTrue();
        assertThat(DEFAULTS.text(results)).contains("10 **not held**", "(judged)");
    }

    @Test
    void shouldSayNothingOfTheUnmeasured() {
        assertThat(Bars.all()).allSatisfy(bars -> {
            assertThat(bars.areHeld(results)).isTrue();
            assertThat(bars.text(results)).isEmpty();
        });
    }

    @Test
    void shouldCompareWithTheFormerDefault() {
        results.put("fleet", Guards.FORMER, "200", after(1));
        results.put("fleet", DEFAULTS.judged(), "200", after(1));

        assertThat(DEFAULTS.areHeld(results)).as("as many rejections").isFalse();
        assertThat(DEFAULTS.text(results)).contains("≤ 0.5", "| 1 **not held**");
    }

    @Test
    void shouldAskOnlyForWhatTheTablesHave() {
        for (Grid grid : Grids.all()) {
            grid.rows()
                    .forEach(guard -> grid.columns()
                            .forEach(scenario -> results.put(grid.name(), guard, scenario.name(), after(0.9))));
        }
        for (Bars bars : Bars.all()) {
            assertThat(bars.text(results).lines()).hasSize(2 + bars.bars().size());
            assertThat(bars.text(results)).doesNotContain("NaN");
        }
    }

    @Test
    void shouldTakeTheMedianOfEachFigure() {
        Score three = Medians.of(List.of(after(0.1), after(0.9), after(0.2)));
        Score two = Medians.of(List.of(after(0.1), after(0.2)));

        assertThat(three.after()).isEqualTo(0.2);
        assertThat(two.after()).isCloseTo(0.15, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(Medians.median(List.of(never(), never()), Score::recovery)).isInfinite();
        assertThat(Cell.course(never())).isEqualTo("–/0/never");
        assertThat(Cell.courseAndCost(never())).isEqualTo("–/0/never/1,234 (2)");
    }

    private static Score never() {
        return new Score(Double.NaN, 0, Double.POSITIVE_INFINITY, 1_234, 10, 100, 1, 2, 0, 0, 5);
    }
}
