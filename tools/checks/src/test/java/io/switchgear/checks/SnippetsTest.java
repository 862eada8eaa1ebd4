// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Java and Kotlin code in the documentation is code that the build compiles and a test runs. Above each such block stands
 * {@code <!-- snippet: path/from/root/To.java#region -->}; the block equals what stands in that file between
 * {@code // region <region>} and {@code // endregion}.
 */
class SnippetsTest {
    private static final Set<String> LANGUAGES = Set.of("java", "kotlin");
    private static final Pattern MARK = Pattern.compile("<!-- snippet: (\\S+\\.(?:java|kt))#([\\w-]+) -->");
    private static final Pattern IN_THE_BUILD =
            Pattern.compile("(.+?)/src/(?:main|test)/(?:java/.+\\.java|kotlin/.+\\.kt)");

    /** Decisions are not rewritten when the code moves on. */
    static List<Path> documents() {
        return Checkout.markdownFiles().stream()
                .filter(file -> !Checkout.show(file).startsWith("docs/decisions/"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldShowOnlyCodeThatIsCompiledAndRun(Path document) {
        for (Markdown.Block block : codeBlocksOf(document)) {
            String where = Checkout.show(document) + ":" + block.lineNumber();
            Matcher mark = MARK.matcher(block.lineAbove());
            assertThat(mark.matches())
                    .as("%s: the line above is <!-- snippet: path#region -->, not '%s'", where, block.lineAbove())
                    .isTrue();
            Path source = Checkout.ROOT.resolve(mark.group(1)).normalize();
            assertThat(source).as(where).isRegularFile();
            assertIsRunByATest(source, where);
            assertThat(withoutIndentation(block.content()))
                    .as("%s equals region %s of %s", where, mark.group(2), Checkout.show(source))
                    .isEqualTo(withoutIndentation(region(source, mark.group(2))));
        }
    }

    @Test
    void shouldShowTheCodeOnTheFirstPage() {
        assertThat(codeBlocksOf(Checkout.ROOT.resolve("README.md")))
                .as("snippets in README.md")
                .isNotEmpty();
    }

    private static List<Markdown.Block> codeBlocksOf(Path document) {
        return new Markdown(document)
                .blocks().stream()
                        .filter(block -> LANGUAGES.contains(block.language().toLowerCase(Locale.ROOT)))
                        .toList();
    }

    /** The file is a test, or a test of its module names its class. */
    private static void assertIsRunByATest(Path source, String where) {
        Matcher inTheBuild = IN_THE_BUILD.matcher(Checkout.show(source));
        assertThat(inTheBuild.matches())
                .as("%s: %s is in the sources of a module", where, source)
                .isTrue();
        Path module = Checkout.ROOT.resolve(inTheBuild.group(1));
        assertThat(Checkout.modules()).as("%s: modules of the build", where).contains(module);

        String type = source.getFileName().toString().replaceAll("\\.(java|kt)$", "");
        Pattern test = Pattern.compile("@(Test|ParameterizedTest)\\b");
        Pattern name = Pattern.compile("\\b" + type + "\\b");
        Stream<String> tests = Checkout.sources(module, "test").stream()
                .map(file -> JavaText.codeOf(Checkout.read(file)))
                .filter(code -> test.matcher(code).find());
        assertThat(tests)
                .as("%s: a test of %s that runs %s", where, inTheBuild.group(1), type)
                .anyMatch(code -> name.matcher(code).find());
    }

    /** The lines of a region; those of regions inside it too, but not their marks. */
    private static List<String> region(Path source, String name) {
        List<String> region = new ArrayList<>();
        int depth = 0;
        int found = 0;
        for (String line : Checkout.lines(source)) {
            String text = line.strip();
            if (depth > 0 && text.startsWith("// endregion")) {
                depth--;
            } else if (depth > 0 && text.startsWith("// region ")) {
                depth++;
            } else if (depth > 0) {
                region.add(line);
            } else if (text.equals("// region " + name)) {
                depth = 1;
                found++;
            }
        }
        assertThat(found).as("regions %s in %s", name, Checkout.show(source)).isEqualTo(1);
        assertThat(depth)
                .as("region %s in %s has an end", name, Checkout.show(source))
                .isZero();
        return region;
    }

    private static String withoutIndentation(List<String> lines) {
        return String.join("\n", lines).stripIndent().strip();
    }
}
