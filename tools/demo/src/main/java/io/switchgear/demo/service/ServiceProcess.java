package io.switchgear.demo.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The handle of a service that runs in a process of its own on loopback. Not thread-safe. */
public final class ServiceProcess implements Breakable {
    private static final int ANY_PORT = 0;

    private final int port;
    private Running running;
    /** Whether this object killed the process; one that has died by itself is reported, not restarted. */
    private boolean killed;

    private ServiceProcess(int port, Running running) {
        this.port = port;
        this.running = running;
    }

    /** Starts a healthy service on a free port, and returns when it accepts calls. */
    public static ServiceProcess start() throws IOException {
        Running running = Running.launch(ANY_PORT);
        return new ServiceProcess(running.port, running);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    @Override
    public String address() {
        return uri().toString();
    }

    /** {@return the id of the process, which changes when the service is killed and restarted} */
    @Override
    public long pid() {
        return running.process.pid();
    }

    @Override
    public Optional<Hits> enter(ServiceMode mode) throws IOException {
        if (mode == ServiceMode.KILLED) {
            killed = true;
            running.kill();
            return Optional.empty();
        }
        boolean again = killed;
        if (again) {
            running = Running.launch(port);
            killed = false;
        }
        running.commands.println(mode.name());
        Hits counted = Hits.parse(running.answer());
        return again ? Optional.empty() : Optional.of(counted);
    }

    /** Ends the process. */
    @Override
    public void close() {
        running.kill();
    }

    /** One process and the two ends of its pipes. */
    private static final class Running {
        final Process process;
        final PrintStream commands;
        final BufferedReader answers;
        final int port;

        private Running(Process process) throws IOException {
            this.process = process;
            this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
            this.answers = process.inputReader(StandardCharsets.US_ASCII);
            this.port = Integer.parseInt(answer());
        }

        /** Starts a process; returns when it listens. */
        static Running launch(int port) throws IOException {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            List<String> command = List.of(
                    java,
                    // These start faster, and leave the cores to the callers.
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx128m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ServiceMain.class.getName(),
                    Integer.toString(port));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                return new Running(process);
            } catch (IOException | RuntimeException failed) {
                process.destroyForcibly();
                throw failed;
            }
        }

        String answer() throws IOException {
            String line = answers.readLine();
            if (line == null) {
                int code = process.onExit().join().exitValue();
                throw new IOException("the service's process " + process.pid() + " ended with exit code " + code);
            }
            return line;
        }

        /** Kills the process; returns when it is gone. */
        void kill() {
            process.destroyForcibly().onExit().join();
        }
    }
}
