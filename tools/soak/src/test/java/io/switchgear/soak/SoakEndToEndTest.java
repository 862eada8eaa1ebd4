package io.switchgear.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A short soak, as a user runs it, and its early ends. */
class SoakEndToEndTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void shouldHoldEverything() throws Exception {
        try (SoakProcess soak = SoakProcess.start(Main.class, "soak", "--minutes", "0.1", "--seed", "3")) {
            ProcessHandle service = soak.service();

            List<String> lines = soak.lines();

            assertThat(soak.exitCode()).as("exit code; it printed %s", lines).isZero();
            assertThat(lines).endsWith("everything held");
            assertThat(lines)
                    .filteredOn(line -> line.contains("broken:"))
                    .hasSize(24)
                    .allMatch(line -> line.contains(" 0 broken:"));
            assertThat(service.isAlive()).isFalse();
        }
    }

    @Test
    void shouldPrintTheSummaryAndEndTheServiceWhenInterrupted() throws Exception {
        try (SoakProcess soak = SoakProcess.start(Main.class, "soak", "--minutes", "1", "--seed", "4", "--quiet")) {
            ProcessHandle service = soak.service();

            soak.askToEnd();

            assertThat(soak.lines()).anyMatch(line -> line.startsWith("interrupted after") && line.contains("seed 4"));
            assertThat(soak.exitCode()).isEqualTo(130);
            assertThat(service.isAlive()).isFalse();
        }
    }

    @Test
    void shouldNotLeaveTheServiceRunningWhenKilled() throws Exception {
        try (SoakProcess soak = SoakProcess.start(Main.class, "soak", "--minutes", "1", "--seed", "5")) {
            ProcessHandle service = soak.service();

            soak.kill();

            assertEnds(service);
        }
    }

    @Test
    void shouldNotLeaveAStoppedServiceBehindWhenKilled() throws Exception {
        try (SoakProcess holder = SoakProcess.start(StoppedServiceHolder.class)) {
            ProcessHandle service = holder.service();
            List<ProcessHandle> all = holder.descendants();
            assertThat(all).as("the service and the shell that has stopped it").hasSize(2);

            holder.kill();

            all.forEach(SoakEndToEndTest::assertEnds);
            assertEnds(service);
        }
    }

    private static void assertEnds(ProcessHandle process) {
        try {
            await().atMost(PATIENCE).until(() -> !process.isAlive());
        } finally {
            process.destroyForcibly();
        }
    }
}
