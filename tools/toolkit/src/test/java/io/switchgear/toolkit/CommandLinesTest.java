// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.toolkit.CommandLines.Said;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The part of the command line that all commands share. */
class CommandLinesTest {
    @Command(name = "count")
    private static final class Count implements Callable<Integer> {
        @Option(names = "--to", defaultValue = "3")
        private int to;

        @Override
        public Integer call() {
            return to;
        }
    }

    private static Said said(String... arguments) {
        return CommandLines.said(new Count(), arguments);
    }

    @Test
    void shouldExitWithTheCodeOfTheCommand() {
        assertThat(said("count")).isEqualTo(new Said(3, "", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"count --ot 4", "count --to", "count --to many", "count up", "conut", "--to 4"})
    void shouldTellAMistakeInOneLine(String arguments) {
        Said said = said(arguments.split(" "));

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .startsWith("switchgear")
                .contains(" --help shows the options)")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "count --help", "count -h"})
    void shouldHelp(String arguments) {
        Said said = said(arguments.split(" "));

        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("Usage: switchgear", "count");
        assertThat(said.err()).isEmpty();
    }
}
