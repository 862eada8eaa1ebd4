// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.table;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;

/** Runs tables and reports whether the bars are held. Not thread-safe. */
public final class Tables {
    private final PrintWriter out;
    private final Results results = new Results();

    /** Creates tables for a writer. */
    public Tables(PrintWriter out) {
        this.out = out;
    }

    /** {@return the names of all tables} */
    public static List<String> names() {
        return Grids.all().stream().map(Grid::name).toList();
    }

    /**
     * Runs tables.
     *
     * @param names the names of the tables
     * @param seeds the number of seeds, or for some tables the basis of a multiple
     * @return whether all bars are held that these tables measure and for which the seeds are enough
     */
    public boolean run(Set<String> names, int seeds) {
        for (Grid grid : Grids.all()) {
            if (names.contains(grid.name())) {
                int many = grid.seeds(seeds);
                out.printf("### %s%n%n%s Medians of the seeds 1 to %d.%n%n", grid.title(), grid.text(), many);
                out.printf("%s%n", results.run(grid, many));
                out.flush();
            }
        }
        if (seeds < Bars.SEEDS) {
            out.printf("Bars are looked at from %d seeds on: with fewer a median says little.%n", Bars.SEEDS);
            out.flush();
            return true;
        }
        return bars();
    }

    private boolean bars() {
        boolean held = true;
        out.printf("### Bars%n%n");
        for (Bars bars : Bars.all()) {
            String text = bars.text(results);
            if (!text.isEmpty()) {
                out.printf("%s%n", text);
                held &= bars.areHeld(results);
            }
        }
        out.printf("%s%n", held ? "All bars are held." : "Not all bars are held.");
        out.flush();
        return held;
    }
}
