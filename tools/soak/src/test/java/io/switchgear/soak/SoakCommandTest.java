// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.toolkit.CommandLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line says before anything runs. */
class SoakCommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    soak --minutes 0       | --minutes 0: must be 0.05 to 10080 (a week)
                    soak --minutes 0.049   | --minutes 0.049: must be 0.05 to 10080
                    soak --minutes 10081   | --minutes 10081: must be 0.05 to 10080
                    soak --minutes 1e99    | --minutes 1E+99: must be 0.05 to 10080
                    soak --minutes soon    | soon
                    soak --minutes NaN     | NaN
                    soak --seed            | --seed
                    soak --seed one        | one
                    soak --munites 2       | --munites
                    soak today             | today
                    saok                   | saok
                    """)
    void shouldTellAMistakeInOneLine(String arguments, String told) {
        CommandLines.Said said = CommandLines.said(new SoakCommand(), arguments.split(" "));

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).startsWith("switchgear").contains(told).contains("--help");
        assertThat(said.err().lines()).hasSize(1);
        assertThat(said.out()).isEmpty();
    }

    @Test
    void shouldTakeDecimals() {
        assertThat(SoakOptions.of(new java.math.BigDecimal("0.5"), 1, false).length())
                .hasSeconds(30);
    }
}
