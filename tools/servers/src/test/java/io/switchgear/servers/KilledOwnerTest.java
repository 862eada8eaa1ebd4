// SPDX-License-Identifier: Apache-2.0
package io.switchgear.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchgear.toolkit.ChildJvm;
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
        try (ChildJvm owner = ChildJvm.start(Owner.class, how)) {
            Traces traces = Traces.of(Path.of(owner.line()));
            assertThat(traces.left()).isNotEmpty();

            owner.kill();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(traces.left()).isEmpty());
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenItsOwnerIsInterrupted() throws Exception {
        try (ChildJvm owner = ChildJvm.start(Owner.class, "frozen")) {
            Traces traces = Traces.of(Path.of(owner.line()));

            owner.askToEnd();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(traces.left()).isEmpty());
        }
    }
}
