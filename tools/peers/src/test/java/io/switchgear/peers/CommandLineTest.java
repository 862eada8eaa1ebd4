// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.peers.adapter.Library;
import io.switchgear.peers.scenario.Finding;
import io.switchgear.peers.scenario.Scenarios;
import io.switchgear.peers.scenario.Verdict;
import io.switchgear.toolkit.CommandLines;
import io.switchgear.toolkit.CommandLines.Said;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private final PrintStream stdout = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void restore() {
        System.setOut(stdout);
    }

    @Test
    void shouldAskOneLibraryOneQuestion() {
        Said said = run("peers", "--library", "switchgear", "--scenario", "RJ23");

        assertThat(said.code()).isZero();
        assertThat(printed())
                .contains("without its cause", "C5", "ours", "holds")
                .doesNotContain("R4J");
    }

    @Test
    void shouldSayWhatWasSeenWhereAPeerBreaks() {
        Said said = run("peers", "--library", "resilience4j,switchgear", "--scenario", "RJ23");

        assertThat(said.code()).isZero();
        assertThat(printed()).contains("BREAKS", "Resilience4j: the operation threw", "NullPointerException");
    }

    @Test
    void shouldComplainInOneLine() {
        Said unknown = run("peers", "--scenario", "RJ99");

        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("RJ99", "switchgear peers --help").hasLineCount(1);
        assertThat(run("peers", "--library", "polly").code()).isEqualTo(2);
        assertThat(run("peers", "--markdown", "--scenario", "RJ1").code()).isEqualTo(2);
        assertThat(printed()).isEmpty();
    }

    @Test
    void shouldExplainItself() {
        assertThat(run("peers", "--help").out())
                .contains("switchgear peers", "--library", "--scenario", "--markdown", "Exit codes");
    }

    @Test
    void shouldFailWhenOursBreaks() {
        Row row = Row.matching(Scenarios.all(), "1").get(0);
        List<Library> columns = List.of(Library.SWITCHGEAR, Library.FAILSAFE);

        assertThat(table(row, columns, Verdict.BREAKS, Verdict.HOLDS).oursHolds())
                .isFalse();
        assertThat(table(row, columns, Verdict.UNCLEAR, Verdict.HOLDS).oursHolds())
                .isFalse();
        assertThat(table(row, columns, Verdict.HOLDS, Verdict.BREAKS).oursHolds())
                .isTrue();
        assertThat(new Report(table(row, columns, Verdict.BREAKS, Verdict.HOLDS)).text())
                .contains("Switchgear: seen in column 0");
        assertThat(new Report(table(row, columns, Verdict.HOLDS, Verdict.DOES_NOT_APPLY)).text())
                .contains("seen in column 1 (1)");
    }

    @Test
    void shouldKeepToTheWidthOfATerminal() {
        List<Row> rows = Row.matching(Scenarios.all(), null);
        List<Cell> cells = rows.stream()
                .flatMap(row -> List.of(Library.values()).stream()
                        .map(library ->
                                new Cell(row.number(), library, new Finding(Verdict.BREAKS, "word ".repeat(60)))))
                .toList();

        assertThat(new Report(new Findings(rows, List.of(Library.values()), cells))
                        .text()
                        .lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    private static Findings table(Row row, List<Library> columns, Verdict... verdicts) {
        List<Cell> cells = columns.stream()
                .map(library -> new Cell(
                        row.number(),
                        library,
                        new Finding(verdicts[columns.indexOf(library)], "seen in column " + columns.indexOf(library))))
                .toList();
        return new Findings(List.of(row), columns, cells);
    }

    private Said run(String... args) {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        return CommandLines.said(new PeersCommand(), args);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
