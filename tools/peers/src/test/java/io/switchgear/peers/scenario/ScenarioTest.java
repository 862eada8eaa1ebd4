// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.peers.adapter.DoesNotApply;
import io.switchgear.peers.adapter.Library;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    private int plays;

    @Test
    void shouldTakeADefectForOneWhenItIsSeenTwice() {
        assertThat(ask(false, false)).extracting(Finding::verdict).isEqualTo(Verdict.BREAKS);
        assertThat(plays).isEqualTo(2);
    }

    @Test
    void shouldNotTakeABusyMachineForADefect() {
        assertThat(ask(false, true, true)).extracting(Finding::verdict).isEqualTo(Verdict.HOLDS);
        assertThat(plays).isEqualTo(3);
    }

    @Test
    void shouldAskOnceWhereItHolds() {
        assertThat(ask(true)).extracting(Finding::verdict).isEqualTo(Verdict.HOLDS);
        assertThat(plays).isEqualTo(1);
    }

    @Test
    void shouldSayWhatALibraryLacks() {
        Finding finding = Scenario.of("lacks", "C1", bench -> {
                    throw new DoesNotApply("has no wheels");
                })
                .ask(Library.FAILSAFE);
        assertThat(finding).isEqualTo(new Finding(Verdict.DOES_NOT_APPLY, "Failsafe has no wheels"));
    }

    @Test
    void shouldBeUnclearWhenTheScenarioItselfFails() {
        Finding finding = Scenario.of("stumbles", "C1", bench -> {
                    throw new IllegalStateException("no probe");
                })
                .ask(Library.FAILSAFE);
        assertThat(finding.verdict()).isEqualTo(Verdict.UNCLEAR);
        assertThat(finding.seen()).contains("no probe");
    }

    private Finding ask(Boolean... answers) {
        Deque<Boolean> left = new ArrayDeque<>(Arrays.asList(answers));
        return Scenario.of("answers as told", "C1", bench -> {
                    plays++;
                    return Finding.of(left.remove(), "answer " + plays);
                })
                .ask(Library.SWITCHGEAR);
    }
}
