package io.switchgear.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A main class in a JVM of its own, with the class path of the tests. Not thread-safe. */
public final class JavaProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final long LONGEST_LIFE_SECONDS = 90;

    private final Process process;
    private final BufferedReader lines;

    private JavaProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    public static JavaProcess start(String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // starts faster
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // A test that waits for a line in vain fails: reading does not mind JUnit's timeout.
        CompletableFuture.delayedExecutor(LONGEST_LIFE_SECONDS, TimeUnit.SECONDS)
                .execute(process::destroyForcibly);
        return new JavaProcess(process);
    }

    /** The next line of its output; {@code null} after the last. */
    public String line() throws IOException {
        return lines.readLine();
    }

    /** All lines of its output from here to its end. */
    public List<String> lines() {
        return lines.lines().toList();
    }

    public void print(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    public void endInput() throws IOException {
        process.getOutputStream().close();
    }

    public void stopReading() throws IOException {
        lines.close();
    }

    /** As Ctrl-C does; that signal itself is ignored by whatever was started in the background. */
    public void askToEnd() {
        process.toHandle().destroy(); // destroy() of the process would close its pipes too
    }

    /** Gives it no chance to clean up. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** The processes that it has started, and theirs. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code, once it has ended. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("process " + process.pid() + " does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
