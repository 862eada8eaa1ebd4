// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages, comments and messages are in plain technical English: words that make a reader stumble have a better one. */
class WordsTest {
    /** Words and phrases that are not used, each with the better one. */
    private static final String[][] NOT_USED = {
        {"by and by", "gradually"},
        {"for ever", "permanently"},
        {"dear(?:er|est)?", "expensive, slow"},
        {"in vain", "without success, did not help"},
        {"mend(?:s|ed|ing)?", "fix"},
        {"shall", "must, will"},
        {"all the same", "nevertheless"},
        {"(?:tell|tells|telling|told)(?: \\w+)? apart", "distinguish, identify"},
        {"(?<!by\\s)hand(?:s|ed|ing)? on", "pass on, publish"},
        {"(?<!there\\s)(?:is|are|was|were) none", "is not one"},
        {"(?:tell|tells|telling|told) of", "report, name"},
        {"of late", "recently"},
        {"besides", "also, in addition"},
        {"look(?:s|ed|ing)? on", "run in shadow mode, watch"},
        {"(?:no|the|a|gives?) leave", "permit, permission"},
        {"whoever", "the person or thing by its name"},
        {"hears? of", "receive"},
        {"anew", "again"},
        {"but for", "except"},
        {"of use", "useful"},
        {"upon", "on"},
        {"in silence", "silently, without a message"},
        {"(?:thereof|whereby|wherein|whereupon|lest)", "a new sentence"},
        {"let go of", "released"},
        {"late results?", "stale result"},
        {"(?:take|takes|taken|took) (?:it|them|that|this) for", "treat as"},
        {"on the way of", "on the path of"},
        {"that is to say", "nothing, or a new sentence"}
    };

    /** A sentence whose subject is a clause with "what": its subject is to be a noun. */
    private static final Pattern WHAT_CLAUSE = Pattern.compile(
            "(?m)(?:^|[.:?!] |\\| |/\\*\\* |\\* |// |\")What (?!if )(?:(?!\\n\\s*\\n)[^.?!|\"]){1,200}\\.(?!\\w)");

    /** Where these words still stand. */
    private static final List<Pattern> EXEMPT = Stream.of(
                    // The texts of scenarios, which are rows of docs/peers.md.
                    "tools/peers/src/main/.*",
                    // Lists such words itself.
                    "docs/guide/glossary.md",
                    // The rows of faults from outside.
                    "docs/reliability.md",
                    // The texts of scenarios, which tools/peers writes.
                    "docs/peers.md")
            .map(Pattern::compile)
            .toList();

    private final Map<String, String> texts = texts();

    @Test
    void shouldUseTheBetterWord() {
        List<String> found = new ArrayList<>();
        for (String[] words : NOT_USED) {
            Pattern phrase = Words.pattern(words[0]);
            texts.forEach((file, text) ->
                    Words.places(phrase, text).forEach(place -> found.add(file + ":" + place + " -> " + words[1])));
        }
        assertThat(found).as("words that are not used, with the better ones").isEmpty();
    }

    @Test
    void shouldNotMakeAClauseWithWhatTheSubject() {
        List<String> found = new ArrayList<>();
        texts.forEach((file, text) -> Words.places(WHAT_CLAUSE, text).forEach(place -> found.add(file + ":" + place)));
        assertThat(found).as("sentences that begin with 'What': name the thing").isEmpty();
    }

    @Test
    void shouldFindAPhraseAcrossLines() {
        assertThat(Words.places(Words.pattern("all the same"), Words.onPage("one\n`x` all\nthe same")))
                .containsExactly("2: all the same");
        assertThat(Words.places(
                        Words.pattern("all the same"),
                        Words.inSource("int all;\n/** Runs all\n * the same. */ int x;")))
                .containsExactly("2: all the same");
        assertThat(Words.places(Words.pattern("anew"), Words.onPage("```java\nanew();\n```\n`anew` [x](anew.md)")))
                .isEmpty();
        assertThat(Words.places(WHAT_CLAUSE, "What is it? What it is, is clear."))
                .hasSize(1);
    }

    /** By file, the prose of all pages and main sources that are not exempt. */
    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path page : Checkout.markdownFiles()) {
            texts.put(Checkout.show(page), Words.onPage(Checkout.read(page)));
        }
        for (Path module : Checkout.modules()) {
            for (Path source : Checkout.sources(module, "main")) {
                texts.put(Checkout.show(source), Words.inSource(Checkout.read(source)));
            }
        }
        texts.keySet()
                .removeIf(file ->
                        EXEMPT.stream().anyMatch(each -> each.matcher(file).matches()));
        assertThat(texts).as("texts").hasSizeGreaterThan(30);
        return texts;
    }
}
