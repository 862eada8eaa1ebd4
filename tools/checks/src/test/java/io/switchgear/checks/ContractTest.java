package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The contract's table and the tests agree: each rule has tests, each rule that a test cites is in the table, and its row
 * names exactly the test classes that cite it. Rules are written by people; the names follow from the tags.
 */
class ContractTest {
    private static final Path CONTRACT = Checkout.ROOT.resolve("docs/contract.md");
    /** Rule, what holds, test classes through every way in, other test classes. */
    private static final Pattern ROW = Pattern.compile("\\| (C\\d+) \\| ([^|]+) \\|([^|]*)\\|([^|]*)\\|");

    private static final String NONE = "–";

    private final List<String> lines = Checkout.lines(CONTRACT);
    private final List<String> rules = lines.stream()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map((MatchResult row) -> row.group(1))
            .toList();
    private final CitedRules cited = new CitedRules(List.of(Checkout.CORE, Checkout.ROOT.resolve("testkit")));

    @Test
    void shouldHaveATestForEachRule() {
        assertThat(rules)
                .as("rules in %s", Checkout.show(CONTRACT))
                .isNotEmpty()
                .doesNotHaveDuplicates();
        assertThat(rules)
                .filteredOn(rule -> !cited.rules().contains(rule))
                .as("rules without a test: no test class or method of core or testkit has such a @Tag")
                .isEmpty();
    }

    @Test
    void shouldHaveEachRuleThatATestCites() {
        assertThat(cited.rules())
                .filteredOn(rule -> !rules.contains(rule))
                .as("rules that tests cite by @Tag and that have no row in %s", Checkout.show(CONTRACT))
                .isEmpty();
    }

    @Test
    void shouldNameTheTestClassesOfEachRule() {
        List<String> upToDate = new ArrayList<>();
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            upToDate.add(row.matches() ? row(row.group(1), row.group(2)) : line);
        }
        WrittenDown.assertSays(
                CONTRACT,
                upToDate,
                ContractTest.class,
                "A class that vanishes from a row proves its rule no more; one that moves from the third column to the"
                        + " fourth proves it no more through every way in.");
    }

    private String row(String rule, String whatHolds) {
        return "| " + rule + " | " + whatHolds + " | " + names(cited.classesFor(rule, true)) + " | "
                + names(cited.classesFor(rule, false)) + " |";
    }

    private static String names(Set<String> classes) {
        return classes.isEmpty() ? NONE : String.join(", ", classes);
    }
}
