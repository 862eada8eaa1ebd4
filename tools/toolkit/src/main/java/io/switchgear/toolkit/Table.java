// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of cells under a heading, as text or as Markdown. Not thread-safe. */
public final class Table {
    private final int words;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A table without rows.
     *
     * @param words so many columns are words; the others are numbers, which stand on the right
     */
    public Table(int words, List<String> heading) {
        this.words = words;
        rows.add(List.copyOf(heading));
    }

    /** A table of words. */
    public Table(List<String> heading) {
        this(heading.size(), heading);
    }

    public void add(List<String> cells) {
        if (cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(cells.size() + " cells under " + rows.get(0));
        }
        rows.add(List.copyOf(cells));
    }

    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** {@return lines with cells as wide as their column, with this between them} */
    public String text(String between) {
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> padded(row.get(column), column))
                        .collect(Collectors.joining(between))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    public String markdown() {
        StringBuilder text = new StringBuilder(markdown(rows.get(0)));
        text.append(IntStream.range(0, rows.get(0).size())
                .mapToObj(column -> column < words ? "---" : "--:")
                .collect(Collectors.joining("|", "|", "|\n")));
        rows.stream().skip(1).map(Table::markdown).forEach(text::append);
        return text.toString();
    }

    private static String markdown(List<String> row) {
        return row.stream().map(cell -> " " + cell).collect(Collectors.joining(" |", "|", " |\n"));
    }

    private String padded(String cell, int column) {
        int width =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        String space = " ".repeat(width - cell.length());
        return column < words ? cell + space : space + cell;
    }
}
