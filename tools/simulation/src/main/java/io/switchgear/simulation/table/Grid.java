package io.switchgear.simulation.table;

import io.switchgear.simulation.guard.Guards;
import io.switchgear.simulation.world.Scenario;
import io.switchgear.simulation.world.Score;
import java.util.List;
import java.util.function.Function;

/**
 * One table: guards in rows, scenarios in columns.
 *
 * @param name its name on the command line
 * @param title its heading
 * @param text what happens, and what the cells show
 * @param rows the guards
 * @param columns the scenarios
 * @param cell the text of a cell
 * @param effort how many seeds are run for each one that is asked for; scenarios that are short or rich in chance have more
 */
record Grid(
        String name,
        String title,
        String text,
        List<Guards> rows,
        List<Scenario> columns,
        Function<Score, String> cell,
        double effort) {
    /** {@return the seeds to run when so many are asked for} */
    int seeds(int asked) {
        return (int) Math.max(1, Math.round(asked * effort));
    }
}
