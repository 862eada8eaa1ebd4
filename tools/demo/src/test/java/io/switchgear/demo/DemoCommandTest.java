// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.toolkit.CommandLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line says before anything runs. */
class DemoCommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    demo --seconds 0       | --seconds 0: must be 15 to 3600
                    demo --seconds 3601    | --seconds 3601: must be 15 to 3600
                    demo --rate 9          | --rate 9: must be 10 to 200
                    demo --url ftp://x     | --url ftp://x: must be an address like http://localhost:8080/health
                    demo --ramp 5          | --ramp 5: must be 100ms to 10m
                    demo --ramp 11s        | --ramp 11s: the healthy parts of a day of 45 s have room for at most 10s
                    demo --scenario no     | --scenario no: must be one of http, database
                    demo --seconds soon    | soon
                    demo --seed            | --seed
                    demo --svg --json      | --svg with --json: print one of the two
                    demo --sceonds 20      | --sceonds
                    demo today             | today
                    dmeo                   | dmeo
                    """)
    void shouldTellAMistakeInOneLine(String arguments, String told) {
        CommandLines.Said said = CommandLines.said(new DemoCommand(), arguments.split(" "));

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).startsWith("switchgear").contains(told).contains("--help");
        assertThat(said.err().lines()).hasSize(1);
        assertThat(said.out()).isEmpty();
    }

    @Test
    void shouldTellAllMistakesAtOnce() {
        CommandLines.Said said = CommandLines.said(new DemoCommand(), "demo", "--seconds", "0", "--rate", "1000000");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("--seconds 0", "--rate 1000000");
        assertThat(said.err().lines()).hasSize(1);
    }
}
