package io.switchgear.demo;

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
        int code = run(arguments.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).startsWith("switchgear").contains(told).contains("--help");
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldTellAllMistakesAtOnce() {
        int code = run("demo", "--seconds", "0", "--rate", "1000000");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("--seconds 0", "--rate 1000000");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "demo --help"})
    void shouldHelp(String arguments) {
        int code = run(arguments.split(" "));

        assertThat(code).isZero();
        assertThat(out.toString()).contains("Usage: switchgear", "demo");
        assertThat(err.toString()).isEmpty();
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
