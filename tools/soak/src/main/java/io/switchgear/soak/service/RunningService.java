package io.switchgear.soak.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One process of the service and the two ends of its pipes. Used by one thread; another one reads its output. */
final class RunningService {
    private static final String ENDED = "";

    private final Process process;
    private final PrintStream commands;
    private final ProbeReports reports;
    /** The lines of its output that are not reports; {@link #ENDED} after the last. */
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private final Thread reader;
    private final int port;
    private boolean fresh = true;

    private RunningService(Process process, ProbeReports reports) throws IOException {
        this.process = process;
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        this.reports = reports;
        this.reader = new Thread(this::read, "soak-service-output");
        reader.setDaemon(true);
        reader.start();
        this.port = Integer.parseInt(answer());
    }

    /** Starts a process; returns when it listens. */
    static RunningService launch(int port, ProbeReports reports) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // These start faster, leave the cores to the callers, and have room for many that hang.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Xss256k",
                "-cp",
                System.getProperty("java.class.path"),
                ServiceMain.class.getName(),
                Integer.toString(port));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new RunningService(process, reports);
        } catch (IOException | RuntimeException failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    Process process() {
        return process;
    }

    int port() {
        return port;
    }

    /** Whether it has not received any command yet. */
    boolean isFresh() {
        return fresh;
    }

    void command(String line) throws IOException {
        fresh = false;
        commands.println(line);
        answer();
    }

    private String answer() throws IOException {
        try {
            String line = answers.take();
            if (!line.equals(ENDED)) {
                return line;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the service's process " + process.pid(), stop);
        }
        int code = process.onExit().join().exitValue();
        throw new IOException("the service's process " + process.pid() + " ended with exit code " + code);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (words.length == 4 && words[0].equals(ServiceMain.PROBE)) {
                    reports.arrived(words[1], Long.parseLong(words[2]), Long.parseLong(words[3]));
                } else if (words.length == 1) {
                    answers.add(line);
                }
            }
        } catch (IOException | RuntimeException broken) {
            // The pending output of a killed process is lost; an unreported probe violates no check.
        } finally {
            answers.add(ENDED);
        }
    }

    /** Kills the process; returns when it is gone and all its output has been read. */
    void kill() {
        process.toHandle().destroyForcibly(); // Process.destroyForcibly would discard its remaining output
        process.onExit().join();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
