// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation;

import io.switchgear.simulation.table.Tables;
import io.switchgear.toolkit.CommandLines;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code simulate}. */
@Command(
        name = "simulate",
        sortOptions = false,
        description = {
            "Puts circuit breakers and formulas in front of services that fail in simulated ways, and tells in tables what "
                    + "gets through, and how they come back.",
            "",
            "The breakers are the real ones, on virtual time; the same seeds give the same tables. At the end it says "
                    + "whether the bars are held. It takes about three minutes, on one core.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all bars are held, or too few seeds were run to say",
            "1:a bar is not held",
            "2:wrong options"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 1_000;
    private static final int SEEDS = 20;
    private static final int QUICK_SEEDS = 1;

    private final Runner runner;

    @Spec
    @SuppressWarnings("NullAway.Init") // Picocli sets it before it calls.
    private CommandSpec spec;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            split = ",",
            description = "run this one only; several times or with commas for several: recovery, independent, shapes, "
                    + "overload, fleet")
    private @Nullable List<String> tables;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "run each scenario with so many seeds, 1 to 1000, or with a multiple of it (default: 20)")
    private @Nullable Integer seeds;

    @Option(names = "--quick", description = "run 1 seed, which takes seconds and says little")
    private boolean quick;

    /** Runs tables with a number of seeds; returns whether the bars are held. */
    @FunctionalInterface
    interface Runner {
        boolean run(PrintWriter out, Set<String> tables, int seeds);
    }

    SimulateCommand(Runner runner) {
        this.runner = runner;
    }

    public static void main(String... arguments) {
        CommandLines.run(new SimulateCommand((out, tables, seeds) -> new Tables(out).run(tables, seeds)), arguments);
    }

    @Override
    public Integer call() {
        return runner.run(spec.commandLine().getOut(), checkedTables(), checkedSeeds()) ? 0 : 1;
    }

    private Set<String> checkedTables() {
        Set<String> names = new LinkedHashSet<>(tables == null ? Tables.names() : tables);
        for (String name : names) {
            if (!Tables.names().contains(name)) {
                throw wrong("--table " + name + ": there are " + String.join(", ", Tables.names()));
            }
        }
        return names;
    }

    private int checkedSeeds() {
        if (seeds == null) {
            return quick ? QUICK_SEEDS : SEEDS;
        }
        if (quick) {
            throw wrong("--quick runs " + QUICK_SEEDS + " seeds: leave out --quick or --seeds");
        }
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw wrong("--seeds " + seeds + ": give 1 to " + MOST_SEEDS);
        }
        return seeds;
    }

    private ParameterException wrong(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
