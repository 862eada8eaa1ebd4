package io.switchgear.demo.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.demo.JavaProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The process itself: how it is told, and how it ends. */
class ServiceMainTest {
    private JavaProcess process;
    private int port;

    @BeforeEach
    void start() throws IOException {
        process = JavaProcess.start(ServiceMain.class.getName(), "0");
        port = Integer.parseInt(process.line());
    }

    @AfterEach
    void stop() {
        process.close();
    }

    @Test
    void shouldExitAndFreeItsPortWhenItsInputEnds() throws Exception {
        assertThat(isListening()).isTrue();

        process.endInput();

        assertThat(process.exitCode()).isZero();
        assertThat(isListening()).isFalse();
    }

    @Test
    void shouldOutliveAnInterruptUntilItsInputEnds() throws Exception {
        process.askToEnd();
        process.print("HANGING");

        assertThat(process.line()).as("answer").isEqualTo("0 0");
        assertThat(process.isAlive()).isTrue();

        process.endInput();

        assertThat(process.exitCode()).isZero();
    }

    @Test
    void shouldExitOnACommandThatItDoesNotKnow() throws Exception {
        process.print("NONSENSE");

        assertThat(process.line()).as("answer").isNull();
        assertThat(process.exitCode()).isEqualTo(1);
    }

    @Test
    void shouldWaitForAPortThatIsTaken() throws Exception {
        process.endInput();
        process.exitCode();
        ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
        try (taken;
                JavaProcess again = JavaProcess.start(ServiceMain.class.getName(), Integer.toString(port))) {
            again.print("HEALTHY");
            taken.close();

            assertThat(again.line()).as("port").isEqualTo(Integer.toString(port));
            assertThat(again.line()).as("answer").isEqualTo("0 0");
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
