package io.switchgear.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A main class of the soak in a JVM of its own, as a user runs it. Not thread-safe. */
final class SoakProcess implements AutoCloseable {
    private static final Pattern SERVICE = Pattern.compile("service in process (\\d+)");
    private static final long LONGEST_LIFE_SECONDS = 100;
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader lines;

    private SoakProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    static SoakProcess start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // starts faster
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // A test that waits for a line in vain fails: reading does not mind JUnit's timeout.
        CompletableFuture.delayedExecutor(LONGEST_LIFE_SECONDS, TimeUnit.SECONDS)
                .execute(process::destroyForcibly);
        return new SoakProcess(process);
    }

    /** The service's process, from the next line of the output, which names it. */
    ProcessHandle service() throws IOException {
        String line = lines.readLine();
        Matcher matcher = SERVICE.matcher(line == null ? "" : line);
        if (!matcher.find()) {
            throw new AssertionError("no service in: " + line);
        }
        return ProcessHandle.of(Long.parseLong(matcher.group(1)))
                .orElseThrow(() -> new AssertionError("it does not run: " + line));
    }

    String line() throws IOException {
        return lines.readLine();
    }

    /** All lines from here to the end. */
    List<String> lines() {
        return lines.lines().toList();
    }

    /** All processes that it has started and that are alive. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** As Ctrl-C does; that signal itself is ignored by whatever was started in the background. */
    void askToEnd() {
        process.toHandle().destroy(); // destroy() of the process would close its pipes too
    }

    /** Gives it no chance to clean up. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    int exitCode() throws InterruptedException {
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
