// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The differences between the engines, and the page that lists them. */
class DifferenceTest {
    private static final Path PAGE = Path.of("../../docs/coming-from/resilience4j-engine.md");

    @ParameterizedTest
    @EnumSource
    void shouldDifferAsListed(Difference difference) {
        assertThat(difference.seenOn(Engine.RESILIENCE4J)).isEqualTo(difference.theirs);
        assertThat(difference.seenOn(Engine.SWITCHGEAR)).isEqualTo(difference.ours);
    }

    @Test
    void shouldListEachDifferenceOnThePage() throws Exception {
        List<String> rows = Files.readAllLines(PAGE);

        for (Difference each : Difference.values()) {
            assertThat(rows)
                    .filteredOn(row -> row.endsWith("| `" + each + "` |"))
                    .as("the row of %s", each)
                    .singleElement()
                    .asString()
                    .contains("| " + each.theirs + " | " + each.ours + " |");
        }
    }
}
