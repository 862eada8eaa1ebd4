// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchgear.toolkit.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A short soak, as a user runs it, and its early ends. */
class SoakEndToEndTest {
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(100);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void shouldHoldEverything() throws Exception {
        try (ChildJvm soak = start(SoakCommand.class, "soak", "--minutes", "0.1", "--seed", "3")) {
            ProcessHandle service = service(soak);

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
        try (ChildJvm soak = start(SoakCommand.class, "soak", "--minutes", "1", "--seed", "4", "--quiet")) {
            ProcessHandle service = service(soak);

            soak.askToEnd();

            assertThat(soak.lines()).anyMatch(line -> line.startsWith("interrupted after") && line.contains("seed 4"));
            assertThat(soak.exitCode()).isEqualTo(130);
            assertThat(service.isAlive()).isFalse();
        }
    }

    @Test
    void shouldNotLeaveTheServiceRunningWhenKilled() throws Exception {
        try (ChildJvm soak = start(SoakCommand.class, "soak", "--minutes", "1", "--seed", "5")) {
            ProcessHandle service = service(soak);

            soak.kill();

            assertEnds(service);
        }
    }

    @Test
    void shouldNotLeaveAStoppedServiceBehindWhenKilled() throws Exception {
        try (ChildJvm holder = start(StoppedServiceHolder.class)) {
            ProcessHandle service = service(holder);
            List<ProcessHandle> all = holder.handle().descendants().toList();
            assertThat(all).as("the service and the shell that has stopped it").hasSize(2);

            holder.kill();

            all.forEach(SoakEndToEndTest::assertEnds);
            assertEnds(service);
        }
    }

    private static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        return ChildJvm.start(main, arguments).forAtMost(LONGEST_LIFE);
    }

    /** The service's process, from the next line of the output, which names it. */
    private static ProcessHandle service(ChildJvm soak) throws IOException {
        String line = soak.line();
        assertThat(line).contains("service in process ");
        return ProcessHandle.of(Long.parseLong(line.replaceFirst(".*service in process ", "")))
                .orElseThrow();
    }

    private static void assertEnds(ProcessHandle process) {
        try {
            await().atMost(PATIENCE).until(() -> !process.isAlive());
        } finally {
            process.destroyForcibly();
        }
    }
}
