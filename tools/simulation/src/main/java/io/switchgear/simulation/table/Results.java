// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.table;

import io.switchgear.simulation.guard.Guards;
import io.switchgear.simulation.world.Scenario;
import io.switchgear.simulation.world.Score;
import io.switchgear.toolkit.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The scores of the tables that were run. Not thread-safe. */
final class Results {
    private record Place(String grid, Guards guard, String column) {}

    private final Map<Place, Score> scores = new LinkedHashMap<>();

    /** Runs a table and formats it in Markdown. */
    String run(Grid grid, int seeds) {
        Table table =
                new Table(Stream.concat(Stream.of(""), grid.columns().stream().map(Scenario::name))
                        .toList());
        for (Guards guard : grid.rows()) {
            Stream<String> cells = grid.columns().stream().map(scenario -> {
                Score score = Medians.of(scenario, guard, seeds);
                put(grid.name(), guard, scenario.name(), score);
                return grid.cell().apply(score);
            });
            table.add(Stream.concat(Stream.of(guard.title()), cells).toList());
        }
        return table.markdown();
    }

    void put(String grid, Guards guard, String column, Score score) {
        scores.put(new Place(grid, guard, column), score);
    }

    /**
     * {@return the scores of a guard in one column of a table or, for an empty name, in all columns; empty if it was not run}
     */
    List<Score> of(String grid, Guards guard, String column) {
        return scores.entrySet().stream()
                .filter(entry -> entry.getKey().grid.equals(grid) && entry.getKey().guard == guard)
                .filter(entry -> column.isEmpty() || entry.getKey().column.equals(column))
                .map(Map.Entry::getValue)
                .toList();
    }
}
