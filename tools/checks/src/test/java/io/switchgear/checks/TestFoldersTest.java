// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Core's tests stand in folders by chapter of the contract, so that a reader of a rule finds its tests, and of a test its rule. */
class TestFoldersTest {
    private static final Path TESTS = Checkout.CORE.resolve("src/test/java/io/switchgear/contract");
    private static final Pattern HEADING_OR_RULE = Pattern.compile("(?m)^## (.+)$|^\\| (C\\d+) \\|");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"(C\\d+)\"\\)");
    /** Chapters whose folders have another name. */
    private static final Map<String, String> FOLDERS = Map.of("configurationandgroups", "config", "monitoring", "view");

    @Test
    void shouldHaveEachTestInTheFolderOfAChapterThatItCites() {
        Map<String, String> folders = foldersOfRules();
        List<Path> tests = Checkout.filesUnder(TESTS, file -> file.toString().endsWith("Test.java"));

        assertThat(folders.values()).as("chapters with rules").hasSizeGreaterThan(30);
        assertThat(tests).as("tests by chapter").hasSizeGreaterThan(100);
        assertThat(tests)
                .allSatisfy(test -> assertThat(
                                TAG.matcher(Checkout.read(test)).results().map(tag -> folders.get(tag.group(1))))
                        .as("folders of the rules that %s cites", Checkout.show(test))
                        .contains(test.getParent().getFileName().toString()));
    }

    private static Map<String, String> foldersOfRules() {
        Map<String, String> folders = new LinkedHashMap<>();
        String[] chapter = {""};
        HEADING_OR_RULE
                .matcher(Checkout.read(Checkout.ROOT.resolve("docs/contract.md")))
                .results()
                .forEach(line -> {
                    if (line.group(1) != null) {
                        String name = line.group(1).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
                        chapter[0] = FOLDERS.getOrDefault(name, name);
                    } else {
                        folders.putIfAbsent(line.group(2), chapter[0]);
                    }
                });
        return folders;
    }
}
