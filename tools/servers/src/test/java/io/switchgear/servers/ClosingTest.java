// SPDX-License-Identifier: Apache-2.0
package io.switchgear.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is left of a server that was closed, whatever had been done to it. */
class ClosingTest {
    @ParameterizedTest
    @ValueSource(strings = {"healthy", "frozen", "killed"})
    void shouldLeaveNothingBehind(String how) throws Exception {
        PostgresServer server = PostgresServer.start();
        Traces traces = Traces.of(server.data());
        assertThat(traces.left()).isNotEmpty();
        Owner.breakIt(server, how);

        server.close();

        assertThat(traces.left()).isEmpty();
        server.close(); // once more does nothing
    }
}
