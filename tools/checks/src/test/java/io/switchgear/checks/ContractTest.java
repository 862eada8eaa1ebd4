// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The contract's tables and the tests agree: each rule has tests, each rule that a test cites is in a table, and the page of
 * tests by rule names exactly the test classes that cite it. People write the rules; the names follow from the tags.
 */
class ContractTest {
    private static final Path CONTRACT = Checkout.ROOT.resolve("docs/contract.md");
    private static final Path TESTS = CONTRACT.resolveSibling("contract-tests.md");
    /** Rule and promise. */
    private static final Pattern ROW = Pattern.compile("\\| (C\\d+) \\| ([^|]+) \\|");

    private static final Pattern SENTENCE_END = Pattern.compile("\\.(?= [A-Z`]|$)");
    private static final int SENTENCES = 2;
    private static final String NONE = "–";

    private static final String HEAD = """
            # Tests by rule

            The test classes that prove each rule of [the contract](contract.md). The page is generated from the tests, which cite rules with
            `@Tag("C12")`: `mvn verify -Dtest=ContractTest -Dswitchgear.write=true` writes it, and the build fails when it is out of date.

            Classes in the second column have a test that cites the rule and makes its calls in every possible way: all values of
            [`WayIn`](../testkit/src/main/java/io/switchgear/testkit/WayIn.java). Classes in the third column test the rule in one way, with many
            threads, on values, or without a call.

            | rule | in every way | other tests |
            |---|---|---|""";

    private final Map<String, String> promises = Checkout.lines(CONTRACT).stream()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .collect(Collectors.toMap(
                    row -> row.group(1), row -> row.group(2), ContractTest::refuseSecond, LinkedHashMap::new));
    private final Set<String> rules = promises.keySet();
    private final CitedRules cited = new CitedRules(List.of(Checkout.CORE, Checkout.ROOT.resolve("testkit")));

    @Test
    void shouldHaveATestForEachRule() {
        assertThat(rules).as("rules in %s", Checkout.show(CONTRACT)).isNotEmpty();
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
    void shouldStateEachRuleInTwoSentencesAtMost() {
        assertThat(promises.entrySet())
                .filteredOn(
                        rule -> SENTENCE_END.matcher(rule.getValue()).results().count() > SENTENCES)
                .as("rules in more than %d sentences: put details below the table", SENTENCES)
                .isEmpty();
    }

    @Test
    void shouldNameTheTestClassesOfEachRule() {
        List<String> upToDate =
                Stream.concat(HEAD.lines(), rules.stream().map(this::row)).toList();
        WrittenDown.assertSays(
                TESTS,
                upToDate,
                ContractTest.class,
                "A class that vanishes from a row no longer proves its rule; one that moves from the second column to the"
                        + " third no longer proves it in every way to make a call.");
    }

    private static String refuseSecond(String one, String other) {
        throw new AssertionError("two rows for one rule: " + one + " / " + other);
    }

    private String row(String rule) {
        return "| " + rule + " | " + names(cited.classesFor(rule, true)) + " | " + names(cited.classesFor(rule, false))
                + " |";
    }

    private static String names(Set<String> classes) {
        return classes.isEmpty() ? NONE : String.join(", ", classes);
    }
}
