// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On the pages that put others' settings beside ours, each piece of code in a table's column "Switchgear" stands in a snippet
 * of that page too, which {@link SnippetsTest} proves to be compiled and run. White space does not matter.
 */
class RightHandSidesTest {
    private static final String OURS = "Switchgear";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    static List<Path> pages() {
        return Checkout.markdownFiles().stream()
                .filter(page -> Checkout.show(page).startsWith("docs/coming-from"))
                // Shows states and tests, and no code of ours; DifferenceTest proves it.
                .filter(page -> !page.endsWith("resilience4j-engine.md"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldShowTheCodeOfEachTableInASnippet(Path page) {
        String snippets = new Markdown(page)
                .blocks().stream()
                        .filter(block -> block.language().equals("java"))
                        .flatMap(block -> block.content().stream())
                        .map(line -> line.replaceAll("//.*", ""))
                        .collect(Collectors.joining());

        assertThat(codeInTablesOf(page))
                .filteredOn(code -> !withoutSpace(snippets).contains(withoutSpace(code)))
                .as("%s: code in a column \"%s\" that no snippet of the page has", Checkout.show(page), OURS)
                .isEmpty();
    }

    @Test
    void shouldFindCodeInTables() {
        assertThat(pages()).isNotEmpty();
        assertThat(pages()).allSatisfy(page -> assertThat(codeInTablesOf(page)).isNotEmpty());
    }

    private static List<String> codeInTablesOf(Path page) {
        List<String> code = new ArrayList<>();
        int column = -1;
        for (String line : new Markdown(page).prose()) {
            List<String> cells = cellsOf(line);
            if (cells.isEmpty()) {
                column = -1;
            } else if (column < 0) {
                column = cells.indexOf(OURS);
            } else if (column < cells.size()) {
                code.addAll(codeIn(cells.get(column)).toList());
            }
        }
        return code;
    }

    private static List<String> cellsOf(String line) {
        return line.startsWith("|")
                ? Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList()
                : List.of();
    }

    private static Stream<String> codeIn(String cell) {
        return CODE.matcher(cell).results().map((MatchResult match) -> match.group(1));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }
}
