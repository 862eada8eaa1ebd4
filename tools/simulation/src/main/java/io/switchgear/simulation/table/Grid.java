// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.table;

import io.switchgear.simulation.guard.Guards;
import io.switchgear.simulation.world.Scenario;
import io.switchgear.simulation.world.Score;
import java.util.List;
import java.util.function.Function;

/**
 * A table: guards in rows, scenarios in columns.
 *
 * @param name the name on the command line
 * @param title the heading
 * @param text the description of the scenarios and of the cells
 * @param rows the guards
 * @param columns the scenarios
 * @param cell the function from a score to the text of a cell
 * @param effort the number of seeds run for each requested one; short or highly random scenarios have more
 */
record Grid(
        String name,
        String title,
        String text,
        List<Guards> rows,
        List<Scenario> columns,
        Function<Score, String> cell,
        double effort) {
    /** {@return the number of seeds to run for a requested number} */
    int seeds(int asked) {
        return (int) Math.max(1, Math.round(asked * effort));
    }
}
