// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A main class in a JVM of its own, with our class path, and the two ends of its pipes. Not thread-safe; another thread may read. */
public final class ChildJvm implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader lines;
    private final PrintStream input;

    private ChildJvm(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Starts one with options of the JVM; what it says of errors goes where ours go. */
    public static ChildJvm start(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Starts one that starts fast. */
    public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        return start(List.of("-XX:TieredStopAtLevel=1"), main, arguments);
    }

    /** Kills it then at the latest: a test that waits for a line that never comes fails, as reading does not mind JUnit's timeout. */
    public ChildJvm forAtMost(Duration life) {
        CompletableFuture.delayedExecutor(life.toMillis(), TimeUnit.MILLISECONDS)
                .execute(process::destroyForcibly);
        return this;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** {@return the next line of its output; {@code null} after the last} */
    public @Nullable String line() throws IOException {
        return lines.readLine();
    }

    /** {@return all lines of its output from here to its end} */
    public List<String> lines() {
        return lines.lines().toList();
    }

    public void stopReading() throws IOException {
        lines.close();
    }

    /** Says a line to it; does nothing when it does not listen any more. */
    public void say(String line) {
        input.println(line);
    }

    public void endInput() {
        input.close();
    }

    /** Asks it to end, as Ctrl-C does; that signal itself is ignored by whatever was started in the background. */
    public void askToEnd() {
        handle().destroy(); // that of the process itself would close its pipes too
    }

    /** Gives it no chance to clean up; returns when it is gone. Its output can still be read. */
    public void kill() {
        handle().destroyForcibly();
        process.onExit().join();
    }

    /** {@return the exit code, once it has ended} */
    public int exitCode() {
        return process.onExit()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join()
                .exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
