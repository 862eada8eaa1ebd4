// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers;

import io.switchgear.peers.adapter.Library;
import io.switchgear.peers.scenario.Finding;
import io.switchgear.peers.scenario.Verdict;
import io.switchgear.toolkit.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table and all that was seen: for a terminal of 120 columns, or as the page docs/peers.md, the prose of page.txt with the table in it. */
final class Report {
    private static final int WIDTH = 120;

    private final Findings findings;

    Report(Findings findings) {
        this.findings = findings;
    }

    String text() {
        String lacks =
                Lacks.of(findings).stream().map(lack -> wrapped("   ", lack)).collect(Collectors.joining());
        return table("BREAKS", "-").text(" ")
                + headed("What was seen where it breaks", seen(Verdict.BREAKS, "%2d %s (%s)", Report::wrapped, "   "))
                + headed("What could not be found out", seen(Verdict.UNCLEAR, "%2d %s (%s)", Report::wrapped, "   "))
                + headed("Where - stands", lacks);
    }

    String page() {
        return prose().replace("{scenarios}", String.valueOf(findings.rows().size()))
                .replace("{versions}", versions())
                .replace("{date}", LocalDate.now(ZoneId.systemDefault()).toString())
                .replace("{jdk}", System.getProperty("java.version"))
                .replace("{table}", table("**breaks**", "–").markdown().strip())
                .replace(
                        "{seen}",
                        seen(Verdict.BREAKS, "%n- **%d** %s (%s)", (indent, line) -> indent + line + "\n", "    - ")
                                .strip())
                .replace(
                        "{lacks}",
                        Lacks.of(findings).stream().map(lack -> "- " + lack).collect(Collectors.joining("\n")));
    }

    private static String prose() {
        try (InputStream page = Report.class.getResourceAsStream("page.txt")) {
            if (page == null) {
                throw new IllegalStateException("page.txt is not beside " + Report.class);
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String versions() {
        return findings.columns().stream()
                .filter(column -> !column.version().isEmpty())
                .map(column -> column.title() + " " + column.version())
                .collect(Collectors.joining(", "));
    }

    private Table table(String breaks, String doesNotApply) {
        List<String> headings =
                findings.columns().stream().map(Library::heading).toList();
        Table table = new Table(Stream.concat(Stream.of("", "a breaker …", "rule"), headings.stream())
                .toList());
        for (Row row : findings.rows()) {
            List<String> cells = new ArrayList<>(List.of(
                    String.valueOf(row.number()),
                    row.scenario().promise(),
                    row.scenario().rule()));
            findings.columns()
                    .forEach(column -> cells.add(
                            switch (findings.finding(row, column).verdict()) {
                                case HOLDS -> "holds";
                                case BREAKS -> breaks;
                                case DOES_NOT_APPLY -> doesNotApply;
                                case UNCLEAR -> "?";
                            }));
            table.add(cells);
        }
        return table;
    }

    /** A line for each row with that verdict, and one for each library that has it there. */
    @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a library that nothing else here needs.
    private String seen(Verdict verdict, String heading, BinaryOperator<String> line, String indent) {
        StringBuilder text = new StringBuilder();
        for (Row row : findings.rowsWith(verdict)) {
            text.append(String.format(
                            Locale.ROOT, heading, row.number(), row.scenario().promise(), row.origin()))
                    .append('\n');
            for (Library column : findings.columns()) {
                Finding finding = findings.finding(row, column);
                if (finding.verdict() == verdict) {
                    text.append(line.apply(indent, column.title() + ": " + finding.seen()));
                }
            }
        }
        return text.toString();
    }

    private static String headed(String heading, String text) {
        return text.isEmpty() ? "" : "\n" + heading + ":\n" + text;
    }

    /** Lines that fit into the terminal; all but the first begin further on the right. */
    private static String wrapped(String indent, String sentence) {
        int width = WIDTH - indent.length() - 3;
        String rest = "\n" + indent + "  ";
        return indent
                + sentence.strip()
                        .replaceAll("(.{1," + width + "})( |$)", "$1" + rest)
                        .strip()
                + "\n";
    }
}
