package io.switchgear.simulation.table;

import io.switchgear.simulation.guard.Guards;
import io.switchgear.simulation.world.Scenario;
import java.util.List;

/**
 * One table: guards in rows, scenarios in columns.
 *
 * @param name its name on the command line
 * @param title its heading
 * @param text what its cells show
 * @param rows the guards
 * @param columns the scenarios
 * @param cell the figures of a cell
 * @param seedsAtMost the most seeds that it is run with, as some take long
 */
record Grid(
        String name, String title, String text, List<Guards> rows, List<Column> columns, Cell cell, int seedsAtMost) {
    /**
     * A column.
     *
     * @param scenario what happens
     * @param quick whether it is part of the quick run
     */
    record Column(Scenario scenario, boolean quick) {}
}
