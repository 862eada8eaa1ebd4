// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tests and rules that {@code docs/reliability.md} names are there, and each fault from outside has a test. */
class ReliabilityPageTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)(?:[.#](\\w+))?`");
    private static final Pattern RULE = Pattern.compile("\\bC\\d{1,2}\\b");

    private final String page = Checkout.read(Checkout.ROOT.resolve("docs/reliability.md"));

    @Test
    void shouldNameTestsThatExist() {
        Map<String, String> tests = Checkout.modules().stream()
                .flatMap(module -> Checkout.sources(module, "test").stream())
                .collect(Collectors.toMap(ReliabilityPageTest::nameOf, Checkout::read, String::concat));
        List<MatchResult> named = NAMED.matcher(page).results().toList();

        assertThat(named).hasSizeGreaterThan(100);
        assertThat(named)
                .filteredOn(each -> !tests.containsKey(each.group(1))
                        || (each.group(2) != null && !tests.get(each.group(1)).contains(each.group(2))))
                .extracting(MatchResult::group)
                .as("tests that the page names and nobody has written")
                .isEmpty();
    }

    @Test
    void shouldNameRulesOfTheContract() {
        String contract = Checkout.read(Checkout.ROOT.resolve("docs/contract.md"));

        assertThat(RULE.matcher(page).results().map(MatchResult::group).distinct())
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(contract).contains("| " + rule + " |"));
    }

    @Test
    void shouldHaveATestForEachFaultFromOutside() {
        String outside = page.substring(
                page.indexOf("## Faults that were found from outside"), page.indexOf("## Faults that the tools found"));
        List<String> rows = outside.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| fault |"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(40);
        assertThat(rows)
                .filteredOn(row -> !NAMED.matcher(row).find())
                .as("faults without the name of a test")
                .isEmpty();
    }

    private static String nameOf(Path source) {
        return source.getFileName().toString().replaceFirst("\\.(java|kt)$", "");
    }
}
