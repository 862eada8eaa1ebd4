package io.switchgear.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of cells under a header, as text or as Markdown. Not thread-safe. */
final class Table {
    /** The number of columns with words; the others hold numbers, which are right-aligned. */
    private static final int WORDS = 2;

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... header) {
        rows.add(List.of(header));
    }

    void add(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + rows.get(0));
        }
        rows.add(List.of(cells));
    }

    String text() {
        List<String> lines =
                rows.stream().map(row -> line(row, "  ").stripTrailing()).toList();
        return String.join("\n", lines) + "\n";
    }

    String markdown() {
        StringBuilder text = new StringBuilder(markdown(rows.get(0)));
        text.append(IntStream.range(0, rows.get(0).size())
                .mapToObj(column -> column < WORDS ? "---" : "--:")
                .collect(Collectors.joining("|", "|", "|\n")));
        rows.stream().skip(1).map(Table::markdown).forEach(text::append);
        return text.toString();
    }

    private static String markdown(List<String> row) {
        return row.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private String line(List<String> row, String between) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> padded(row.get(column), column))
                .collect(Collectors.joining(between));
    }

    private String padded(String cell, int column) {
        int width =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        String space = " ".repeat(width - cell.length());
        return column < WORDS ? cell + space : space + cell;
    }
}
