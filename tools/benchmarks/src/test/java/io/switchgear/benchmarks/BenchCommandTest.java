package io.switchgear.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void shouldExplainItself() {
        assertThat(command.execute("bench", "--help")).isZero();
        assertThat(out.toString()).contains("Usage: switchgear bench", "--quick", "--gate", "--markdown", "--json");
    }

    @Test
    void shouldRefuseToBeQuickAndAGateAtOnce() {
        assertThat(command.execute("bench", "--quick", "--gate")).isEqualTo(2);
        assertThat(err.toString()).contains("mutually exclusive").hasLineCount(1);
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThat(command.execute("bench", "--fast")).isEqualTo(2);
        assertThat(err.toString()).contains("--fast", "switchgear bench --help shows the options");
    }
}
