package io.switchgear.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JVM that started it is killed, or ended politely, and has no chance or no wish to close it. */
class KilledOwnerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"frozen", "killed"})
    void shouldLeaveNothingBehindWhenItsOwnerIsKilled(String how) throws Exception {
        Process owner = owner(how);
        try {
            Traces traces = Traces.of(data(owner));
            assertThat(traces.left()).isNotEmpty();

            owner.destroyForcibly();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(traces.left()).isEmpty());
        } finally {
            owner.destroyForcibly();
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenItsOwnerIsInterrupted() throws Exception {
        Process owner = owner("frozen");
        try {
            Traces traces = Traces.of(data(owner));

            owner.destroy();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(traces.left()).isEmpty());
        } finally {
            owner.destroyForcibly();
        }
    }

    private static Process owner(String how) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Path data(Process owner) throws IOException {
        BufferedReader lines = owner.inputReader();
        return Path.of(lines.readLine());
    }
}
