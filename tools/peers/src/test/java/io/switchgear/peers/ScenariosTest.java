// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.peers.scenario.Scenario;
import io.switchgear.peers.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenariosTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final int ORDINARY = 7;

    private final List<Scenario> scenarios = Scenarios.all();

    @Test
    void shouldNameARuleOfTheContract() throws IOException {
        String contract = Files.readString(ROOT.resolve("docs/contract.md"));
        assertThat(scenarios)
                .hasSizeGreaterThan(30)
                .allSatisfy(scenario -> assertThat(contract).contains("| " + scenario.rule() + " |"));
    }

    @Test
    void shouldNameTheDefectsThatTheyComeFrom() {
        assertThat(scenarios)
                .allSatisfy(scenario -> assertThat(scenario.ids()).allMatch(id -> id.matches("[A-Z]{2}\\d{1,2}")));
        assertThat(scenarios)
                .filteredOn(scenario -> scenario.ids().isEmpty())
                .as("scenarios of what is a matter of course")
                .hasSizeLessThanOrEqualTo(ORDINARY);
    }

    @Test
    void shouldFitIntoTheTable() {
        assertThat(scenarios).extracting(Scenario::promise).doesNotHaveDuplicates();
        assertThat(scenarios)
                .allSatisfy(scenario -> assertThat(scenario.promise()).hasSizeLessThanOrEqualTo(57));
    }

    @Test
    void shouldStandOnThePage() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/peers.md"));
        for (Row row : Row.matching(scenarios, null)) {
            assertThat(page)
                    .as("docs/peers.md; write it anew with ./switchgear peers --markdown")
                    .contains("| " + row.number() + " | " + row.scenario().promise() + " | "
                            + row.scenario().rule());
        }
    }
}
