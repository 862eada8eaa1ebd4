// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.toolkit.ChildJvm;
import io.switchgear.toolkit.FreePort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The process itself: how it is told, and how it ends. */
class ServiceMainTest {
    private ChildJvm process;
    private int port;

    private static ChildJvm start(int port) throws IOException {
        return ChildJvm.start(ServiceMain.class, Integer.toString(port), "Caller", "0")
                .forAtMost(Duration.ofSeconds(90));
    }

    @BeforeEach
    void start() throws IOException {
        process = start(0);
        port = Integer.parseInt(process.line());
    }

    @AfterEach
    void stop() {
        process.close();
    }

    @Test
    void shouldExitAndFreeItsPortWhenItsInputEnds() throws Exception {
        new Socket(FreePort.loopback(), port).close();

        process.endInput();

        assertThat(process.exitCode()).isZero();
        assertThatThrownBy(() -> new Socket(FreePort.loopback(), port)).isInstanceOf(ConnectException.class);
    }

    @Test
    void shouldOutliveAnInterruptUntilItsInputEnds() throws Exception {
        process.askToEnd();
        process.say("* HANGS");

        assertThat(process.line()).as("answer").isEqualTo("done");
        assertThat(process.handle().isAlive()).isTrue();

        process.endInput();

        assertThat(process.exitCode()).isZero();
    }

    @Test
    void shouldExitOnACommandThatItDoesNotKnow() throws Exception {
        process.say("* NONSENSE");

        assertThat(process.line()).as("answer").isNull();
        assertThat(process.exitCode()).isEqualTo(1);
    }

    @Test
    void shouldWaitForAPortThatIsTaken() throws Exception {
        process.endInput();
        process.exitCode();
        ServerSocket taken = new ServerSocket(port, 1, FreePort.loopback());
        try (taken;
                ChildJvm again = start(port)) {
            again.say("* ANSWERS");
            taken.close();

            assertThat(again.line()).as("port").isEqualTo(Integer.toString(port));
            assertThat(again.line()).as("answer").isEqualTo("done");
        }
    }
}
