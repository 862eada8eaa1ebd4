package io.switchgear.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line says before anything runs. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

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
        int code = run(arguments.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).startsWith("switchgear").contains(told).contains("--help");
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "soak --help"})
    void shouldHelp(String arguments) {
        int code = run(arguments.split(" "));

        assertThat(code).isZero();
        assertThat(out.toString()).contains("Usage: switchgear", "soak");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldTakeDecimals() {
        assertThat(SoakOptions.of(new java.math.BigDecimal("0.5"), 1, false).length())
                .hasSeconds(30);
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
