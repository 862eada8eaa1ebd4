// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.simulation.SimulateCommand.Runner;
import io.switchgear.simulation.table.Tables;
import io.switchgear.toolkit.CommandLines;
import io.switchgear.toolkit.CommandLines.Said;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    private final List<String> asked = new ArrayList<>();

    private Said said(boolean held, String... args) {
        Runner runner = (to, tables, seeds) -> {
            asked.add(tables + " " + seeds);
            return held;
        };
        return CommandLines.said(new SimulateCommand(runner), args);
    }

    @Test
    void shouldTellByItsExitCodeWhetherTheBarsAreHeld() {
        assertThat(said(true, "simulate").code()).isZero();
        assertThat(said(false, "simulate", "--seeds", "50").code()).isEqualTo(1);
        assertThat(said(true, "simulate", "--quick", "--table", "fleet,shapes").code())
                .isZero();
        assertThat(asked).containsExactly(Tables.names() + " 20", Tables.names() + " 50", "[fleet, shapes] 1");
    }

    @ParameterizedTest
    @CsvSource({
        "--table flit, fleet",
        "--seeds 0, give 1 to 1000",
        "--seeds 1001, give 1 to 1000",
        "--seeds 3 --quick, leave out",
        "--sedes 3, --sedes"
    })
    void shouldComplainInOneLine(String options, String told) {
        Said said = said(true, ("simulate " + options).split(" "));

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains(told, "switchgear simulate --help").hasLineCount(1);
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldExplainItself() {
        String help = said(true, "simulate", "--help").out();

        assertThat(help).contains("switchgear simulate", "--table", "--seeds", "--quick", "Exit codes");
        assertThat(help.replaceAll("\\s+", " ")).contains(String.join(", ", Tables.names()));
    }

    @Test
    void shouldRunATable() {
        Runner real = (out, tables, seeds) -> new Tables(out).run(tables, seeds);
        Said said = CommandLines.said(new SimulateCommand(real), "simulate", "--quick", "--table", "recovery");

        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains(
                        "### The way back",
                        "seeds 1 to 3",
                        "| no breaker | 100 | 99 |",
                        "Bars are looked at from 10 seeds on");
    }
}
