// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.toolkit.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all scenarios have in common. */
class ScenariosTest {
    private final StringWriter out = new StringWriter();

    @ParameterizedTest
    @MethodSource("names")
    void shouldFindItByItsNameAndTellOfItInTheHelp(String name) {
        List<String> mistakes = new ArrayList<>();

        assertThat(Scenarios.find(name, mistakes).name()).isEqualTo(name);
        assertThat(mistakes).isEmpty();

        String help = CommandLines.said(new DemoCommand(), "demo", "--help").out();
        assertThat(help.replaceAll("\\s+", " ")).contains(name + " (");
    }

    @Test
    void shouldNameAllWhenThereIsNoneOfThatName() {
        List<String> mistakes = new ArrayList<>();

        assertThat(Scenarios.find("weather", mistakes).name()).isEqualTo("demo");
        assertThat(mistakes)
                .containsExactly(
                        "--scenario weather: must be one of " + names().stream().collect(Collectors.joining(", ")));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldOpenWithLinesThatFitIntoATerminalOf110Columns(String name) {
        DemoOptions options = DemoOptions.of(name, null, 3_600, 200, -1_234_567_890_123L, "10m", false, true);
        String address = "jdbc:postgresql://127.0.0.1:29999/postgres";

        new TextReport(new PrintWriter(out), false, options.scenario())
                .opening(new Opening(options, address, OptionalLong.of(4_194_304), DemoBreaker.description(options)));

        assertThat(out.toString())
                .contains(
                        address + ", process 4194304: will ",
                        options.scenario().text().title());
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldSayWhereItsSourceIs(String name) {
        String source = Scenarios.find(name, new ArrayList<>()).text().source().orElseThrow();

        assertThat(Path.of("..", "..").resolve(source))
                .satisfies(file -> assertThat(Files.isRegularFile(file)).isTrue());
    }

    static List<String> names() {
        return Scenarios.ALL.stream().map(Scenario::name).toList();
    }
}
