// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.toolkit.CommandLines;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
    private static CommandLines.Said said(String... arguments) {
        return CommandLines.said(new BenchCommand(), arguments);
    }

    @Test
    void shouldExplainItself() {
        CommandLines.Said said = said("bench", "--help");
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("Usage: switchgear bench", "--quick", "--gate", "--markdown", "--json");
    }

    @Test
    void shouldRefuseToBeQuickAndAGateAtOnce() {
        CommandLines.Said said = said("bench", "--quick", "--gate");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("mutually exclusive").hasLineCount(1);
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        CommandLines.Said said = said("bench", "--fast");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("--fast", "switchgear bench --help shows the options");
    }
}
