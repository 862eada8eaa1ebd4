package io.switchgear.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.simulation.SimulateCommand.Runner;
import io.switchgear.simulation.table.Tables;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = new ArrayList<>();

    private int run(Runner runner, String... args) {
        return Main.commandLine(runner)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private int runHolding(boolean held, String... args) {
        return run(
                (to, tables, seeds) -> {
                    asked.add(tables + " " + seeds);
                    return held;
                },
                args);
    }

    @Test
    void shouldTellByItsExitCodeWhetherTheBarsAreHeld() {
        assertThat(runHolding(true, "simulate")).isZero();
        assertThat(runHolding(false, "simulate", "--seeds", "50")).isEqualTo(1);
        assertThat(runHolding(true, "simulate", "--quick", "--table", "fleet,shapes"))
                .isZero();
        assertThat(asked).containsExactly(Tables.names() + " 20", Tables.names() + " 50", "[fleet, shapes] 1");
    }

    @Test
    void shouldComplainInOneLine() {
        assertThat(runHolding(true, "simulate", "--table", "flit")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("flit", "fleet", "switchgear simulate --help");
        assertThat(runHolding(true, "simulate", "--seeds", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(runHolding(true, "simulate", "--seeds", "1001")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(runHolding(true, "simulate", "--seeds", "3", "--quick")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(runHolding(true, "simulate", "--sedes", "3")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString().lines()).hasSize(5);
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldExplainItself() {
        assertThat(runHolding(true, "simulate", "--help")).isZero();
        assertThat(out.toString()).contains("switchgear simulate", "--table", "--seeds", "--quick", "Exit codes");
        assertThat(out.toString().replaceAll("\\s+", " ")).contains(String.join(", ", Tables.names()));
    }

    @Test
    void shouldRunATable() {
        assertThat(run(
                        (to, tables, seeds) -> new Tables(to).run(tables, seeds),
                        "simulate",
                        "--quick",
                        "--table",
                        "recovery"))
                .isZero();

        assertThat(out.toString())
                .contains(
                        "### The way back",
                        "seeds 1 to 3",
                        "| no breaker | 100 | 99 |",
                        "Bars are looked at from 10 seeds on");
    }
}
