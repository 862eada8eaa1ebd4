// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A link between our own pages leads somewhere. */
class LinksTest {
    private static final Pattern INLINE = Pattern.compile("]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
    private static final Pattern REFERENCE = Pattern.compile("^\\s*\\[[^]]+]:\\s*<?([^\\s>]+)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*|//.*");
    private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*$");

    @Test
    void shouldLinkOnlyToWhatExists() {
        List<String> broken = new ArrayList<>();
        for (Path page : Checkout.markdownFiles()) {
            for (String link : linksOf(page)) {
                if (!leadsSomewhere(page, link)) {
                    broken.add(Checkout.show(page) + " -> " + link);
                }
            }
        }
        assertThat(Checkout.markdownFiles()).as("pages").isNotEmpty();
        assertThat(broken).as("links to files or headings that do not exist").isEmpty();
    }

    private static List<String> linksOf(Path page) {
        return new Markdown(page)
                .prose().stream()
                        .map(line -> line.replaceAll("`[^`]*`", "code"))
                        .flatMap(line -> Stream.of(INLINE, REFERENCE)
                                .flatMap(pattern -> pattern.matcher(line).results()))
                        .map((MatchResult match) -> match.group(1))
                        .filter(link -> !ELSEWHERE.matcher(link).matches())
                        .toList();
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return target.startsWith(Checkout.ROOT)
                && Files.exists(target)
                && (parts.length == 1
                        || !target.toString().endsWith(".md")
                        || anchorsOf(target).contains(parts[1]));
    }

    /** The anchors that a page's headings get: lower case, punctuation gone, blanks as hyphens, repeats numbered. */
    private static Set<String> anchorsOf(Path page) {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : new Markdown(page).prose()) {
            HEADING.matcher(line).results().forEach(heading -> {
                String anchor = heading.group(1)
                        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                int times = seen.merge(anchor, 1, Integer::sum);
                anchors.add(times == 1 ? anchor : anchor + "-" + (times - 1));
            });
        }
        return anchors;
    }
}
