// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The glossary and core agree: its names are in the code, and words that it replaces are not in public Javadoc. */
class GlossaryTest {
    private static final Path GLOSSARY = Checkout.ROOT.resolve("docs/guide/glossary.md");

    /** Term, meaning, words that are not used. */
    private static final Pattern ROW = Pattern.compile("\\| ([a-z][^|]*) \\| ([A-Z][^|]*) \\|([^|]*)\\|");

    private static final Pattern CODE = Pattern.compile("`(\\w+)`");
    private static final Pattern PUBLIC_TYPE = Pattern.compile("(?m)^public ");
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*[\\s\\S]*?\\*/");
    private static final Pattern TAG = Pattern.compile("\\{@(?:code|link|linkplain) [^}]*}");

    /** Files whose Javadoc still has such words. To be emptied. */
    private static final Set<String> EXEMPT = Set.of(
            "core/src/main/java/io/switchgear/CallNotPermittedException.java",
            "core/src/main/java/io/switchgear/CircuitBreakerConfigBuilder.java",
            "core/src/main/java/io/switchgear/Permit.java",
            "core/src/main/java/io/switchgear/time/Ticker.java");

    private record Term(String name, String meaning, List<String> notUsed) {}

    private final List<Term> terms = Checkout.lines(GLOSSARY).stream()
            .flatMap(line -> ROW.matcher(line).results())
            .map(GlossaryTest::term)
            .toList();

    @Test
    void shouldDefineEachTermOnce() {
        assertThat(terms).as("terms").hasSizeGreaterThan(40);
        assertThat(terms).extracting(Term::name).doesNotHaveDuplicates();
    }

    @Test
    void shouldNameOnlyCodeOfCore() {
        Set<String> names = Checkout.sources(Checkout.CORE, "main").stream()
                .map(source -> JavaText.codeOf(Checkout.read(source)))
                .flatMap(code -> Pattern.compile("\\w+").matcher(code).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        List<String> code = terms.stream()
                .flatMap(term -> CODE.matcher(term.name() + term.meaning()).results())
                .map(match -> match.group(1))
                .toList();

        assertThat(code).as("names of code").hasSizeGreaterThan(30);
        assertThat(code)
                .filteredOn(name -> !names.contains(name))
                .as("names that core's main sources do not have")
                .isEmpty();
    }

    @Test
    void shouldUseOneWordPerIdeaInPublicJavadoc() {
        List<String> found = new ArrayList<>();
        for (Path source : Checkout.sources(Checkout.CORE, "main")) {
            String text = Checkout.read(source);
            if (PUBLIC_TYPE.matcher(text).find() && !EXEMPT.contains(Checkout.show(source))) {
                JAVADOC.matcher(text).results().forEach(comment -> found.addAll(wordsIn(comment.group(), source)));
            }
        }
        assertThat(found)
                .as("words for which %s has others", Checkout.show(GLOSSARY))
                .isEmpty();
    }

    private List<String> wordsIn(String comment, Path source) {
        String prose = TAG.matcher(comment).replaceAll("");
        List<String> found = new ArrayList<>();
        for (Term term : terms) {
            for (String word : term.notUsed()) {
                if (Words.pattern(Pattern.quote(word) + "s?").matcher(prose).find()) {
                    found.add(Checkout.show(source) + ": '" + word + "', use '" + term.name() + "'");
                }
            }
        }
        return found;
    }

    private static Term term(MatchResult row) {
        List<String> notUsed = Arrays.stream(row.group(3).split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        return new Term(row.group(1), row.group(2), notUsed);
    }
}
