// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.simulation.guard.Guards;
import io.switchgear.simulation.world.Failing;
import io.switchgear.simulation.world.Load;
import io.switchgear.simulation.world.Scenario;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final Grid GRID = new Grid(
            "small",
            "Small",
            "A text.",
            List.of(Guards.NONE, Guards.DEFAULT),
            List.of(
                    Scenario.of("half", Load.of(50), Failing.of(0, 0.5), 20, 40),
                    Scenario.of("all", Load.of(50), Failing.of(0, 1), 20, 40)),
            Cell::courseAndCost,
            0.4);

    @Test
    void shouldWriteARowForEachGuard() {
        String table = new Results().run(GRID, GRID.seeds(5));

        assertThat(table.lines()).hasSize(4);
        assertThat(table.lines().limit(3))
                .satisfiesExactly(
                        heading -> assertThat(heading).isEqualTo("|  | half | all |"),
                        line -> assertThat(line).isEqualTo("|---|---|---|"),
                        row -> assertThat(row).startsWith("| no breaker | ").contains("| –/100/0/"));
        assertThat(table.lines().skip(3)).singleElement().asString().startsWith("| Switchgear default | ");
    }

    @Test
    void shouldWriteTheSameTableForTheSameSeeds() {
        String table = new Results().run(GRID, 3);

        assertThat(new Results().run(GRID, 3)).isEqualTo(table);
        assertThat(new Results().run(GRID, 4)).isNotEqualTo(table);
    }

    @Test
    void shouldRunTheSeedsThatATableNeeds() {
        assertThat(GRID.seeds(5)).isEqualTo(2);
        assertThat(GRID.seeds(1)).as("at least one").isEqualTo(1);
    }

    @Test
    void shouldKeepTheScores() {
        Results results = new Results();
        results.run(GRID, 1);

        assertThat(results.of("small", Guards.DEFAULT, "all"))
                .singleElement()
                .satisfies(score -> assertThat(score.openings()).isPositive());
        assertThat(results.of("small", Guards.DEFAULT, "")).hasSize(2);
        assertThat(results.of("small", Guards.PACED, "all")).isEmpty();
        assertThat(results.of("other", Guards.DEFAULT, "all")).isEmpty();
    }

    @Test
    void shouldNameTablesAndScenariosOnce() {
        assertThat(Grids.all()).extracting(Grid::name).doesNotHaveDuplicates();
        assertThat(Grids.all()).allSatisfy(grid -> {
            Set<String> names = grid.columns().stream().map(Scenario::name).collect(Collectors.toSet());
            assertThat(names).hasSameSizeAs(grid.columns());
            assertThat(grid.rows()).isNotEmpty().doesNotHaveDuplicates();
        });
    }
}
