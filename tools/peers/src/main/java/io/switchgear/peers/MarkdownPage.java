package io.switchgear.peers;

import io.switchgear.peers.adapter.Library;
import io.switchgear.peers.scenario.Finding;
import io.switchgear.peers.scenario.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Collectors;

/** The page docs/peers.md: the prose of page.txt with the table inserted. */
final class MarkdownPage {
    private final Table table;

    MarkdownPage(Table table) {
        this.table = table;
    }

    String text() {
        return prose().replace("{scenarios}", String.valueOf(table.rows().size()))
                .replace("{versions}", versions())
                .replace("{date}", LocalDate.now(ZoneId.systemDefault()).toString())
                .replace("{jdk}", System.getProperty("java.version"))
                .replace("{table}", tableText())
                .replace("{seen}", seen())
                .replace(
                        "{lacks}",
                        Lacks.of(table).stream().map(lack -> "- " + lack).collect(Collectors.joining("\n")));
    }

    private static String prose() {
        try (InputStream page = MarkdownPage.class.getResourceAsStream("page.txt")) {
            if (page == null) {
                throw new IllegalStateException("page.txt is not beside " + MarkdownPage.class);
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String versions() {
        return table.columns().stream()
                .filter(column -> !column.version().isEmpty())
                .map(column -> column.title() + " " + column.version())
                .collect(Collectors.joining(", "));
    }

    private String tableText() {
        StringBuilder text = new StringBuilder("| | a breaker … | rule |");
        table.columns()
                .forEach(column -> text.append(' ').append(column.heading()).append(" |"));
        text.append("\n|---|---|---|").append("---|".repeat(table.columns().size()));
        for (Row row : table.rows()) {
            text.append("\n| ").append(row.number()).append(" | ");
            text.append(row.scenario().promise()).append(" | ");
            text.append(row.scenario().rule()).append(" |");
            for (Library column : table.columns()) {
                text.append(' ')
                        .append(word(table.finding(row, column).verdict()))
                        .append(" |");
            }
        }
        return text.toString();
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case HOLDS -> "holds";
            case BREAKS -> "**breaks**";
            case DOES_NOT_APPLY -> "–";
            case UNCLEAR -> "?";
        };
    }

    private String seen() {
        StringBuilder text = new StringBuilder();
        for (Row row : table.rowsWith(Verdict.BREAKS)) {
            text.append("\n- **").append(row.number()).append("** ");
            text.append(row.scenario().promise())
                    .append(" (")
                    .append(row.origin())
                    .append(")\n");
            for (Library column : table.columns()) {
                Finding finding = table.finding(row, column);
                if (finding.verdict() == Verdict.BREAKS) {
                    text.append("    - ").append(column.title()).append(": ").append(finding.seen());
                    text.append('\n');
                }
            }
        }
        return text.toString().strip();
    }
}
