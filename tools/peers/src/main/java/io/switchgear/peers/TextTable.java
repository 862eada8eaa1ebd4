package io.switchgear.peers;

import io.switchgear.peers.adapter.Library;
import io.switchgear.peers.scenario.Finding;
import io.switchgear.peers.scenario.Verdict;
import java.util.List;
import java.util.Locale;

/** The table for a terminal of 120 columns. */
final class TextTable {
    private static final int WIDTH = 120;
    private static final int PROMISE = 57;

    private final Table table;
    private final StringBuilder text = new StringBuilder();

    TextTable(Table table) {
        this.table = table;
    }

    String text() {
        line(row(
                "",
                "a breaker ...",
                "rule",
                table.columns().stream().map(Library::heading).toList()));
        line("-"
                .repeat(row(
                                "",
                                "",
                                "",
                                table.columns().stream().map(Library::heading).toList())
                        .length()));
        for (Row row : table.rows()) {
            line(row(
                    String.valueOf(row.number()),
                    row.scenario().promise(),
                    row.scenario().rule(),
                    table.columns().stream()
                            .map(column -> word(table.finding(row, column).verdict()))
                            .toList()));
        }
        seen("What was seen where it breaks", Verdict.BREAKS);
        seen("What could not be found out", Verdict.UNCLEAR);
        List<String> lacks = Lacks.of(table);
        if (!lacks.isEmpty()) {
            line("");
            line("Where - stands:");
            lacks.forEach(lack -> wrapped("   ", lack));
        }
        return text.toString();
    }

    private String row(String number, String promise, String rule, List<String> cells) {
        StringBuilder line =
                new StringBuilder(String.format(Locale.ROOT, "%2s %-" + PROMISE + "s %-4s", number, promise, rule));
        for (int i = 0; i < cells.size(); i++) {
            int width = Math.max(6, table.columns().get(i).heading().length());
            line.append(String.format(Locale.ROOT, " %-" + width + "s", cells.get(i)));
        }
        return line.toString().stripTrailing();
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case HOLDS -> "holds";
            case BREAKS -> "BREAKS";
            case DOES_NOT_APPLY -> "-";
            case UNCLEAR -> "?";
        };
    }

    private void seen(String heading, Verdict verdict) {
        List<Row> rows = table.rowsWith(verdict);
        if (!rows.isEmpty()) {
            line("");
            line(heading + ":");
        }
        for (Row row : rows) {
            line(String.format(
                    Locale.ROOT, "%2d %s (%s)", row.number(), row.scenario().promise(), row.origin()));
            for (Library column : table.columns()) {
                Finding finding = table.finding(row, column);
                if (finding.verdict() == verdict) {
                    wrapped("   ", column.title() + ": " + finding.seen());
                }
            }
        }
    }

    private void wrapped(String indent, String sentence) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : sentence.split(" ", -1)) {
            if (line.length() + word.length() >= WIDTH && line.length() > indent.length()) {
                line(line.toString().stripTrailing());
                line = new StringBuilder(indent + "  ");
            }
            line.append(word).append(' ');
        }
        line(line.toString().stripTrailing());
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
