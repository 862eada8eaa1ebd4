// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the text of the documentation calls by name, as {@code health()}, is there to be called. */
class NamedMethodsTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CALL = Pattern.compile("\\b([a-z]\\w+)\\(");
    /** Methods of the JDK and of Micrometer's registry. */
    private static final Set<String> OF_OTHERS = Set.of("ofSeconds", "add", "clear");
    /** Where the code of recipes is called. */
    private static final List<String> RECIPES = List.of("examples/recipes/src", "integrations/kotlin/src");

    @Test
    void shouldNameOnlyMethodsThatExist() {
        Set<String> methods = new TreeSet<>(OF_OTHERS);
        methods.addAll(calledIn("api"));
        Set<String> ofFrameworks = new TreeSet<>(methods);
        for (String tested : RECIPES) {
            ofFrameworks.addAll(calledIn(tested));
        }
        List<String> unknown = new ArrayList<>();
        int calls = 0;
        for (Path document : documents().toList()) {
            Set<String> known = Checkout.show(document).startsWith("docs/guide/recipes/") ? ofFrameworks : methods;
            for (String line : new Markdown(document).prose()) {
                for (String code : found(CODE, line)) {
                    for (String method : found(CALL, code)) {
                        calls++;
                        if (!known.contains(method)) {
                            unknown.add(Checkout.show(document) + ": " + code);
                        }
                    }
                }
            }
        }
        assertThat(calls).as("methods named").isGreaterThan(30);
        assertThat(unknown)
                .as("what no file in api/ has, nor, for recipes, their tests")
                .isEmpty();
    }

    private static Set<String> calledIn(String folder) {
        Set<String> methods = new TreeSet<>();
        for (Path file : Checkout.filesUnder(Checkout.ROOT.resolve(folder), Path::isAbsolute)) {
            methods.addAll(found(CALL, Checkout.read(file)));
        }
        return methods;
    }

    /** Those that name our methods only, and recipes, which name those of frameworks, too. */
    private static Stream<Path> documents() {
        return Checkout.markdownFiles().stream()
                .filter(file -> Checkout.show(file)
                        .matches("README\\.md|docs/(coming-from|monitoring)\\.md|docs/guide/(recipes/)?[^/]+"));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
