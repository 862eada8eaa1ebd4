package io.switchgear.soak.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A process that is stopped with SIGSTOP until this is closed. A separate shell does it, and continues the process even if
 * this JVM is killed meanwhile: a stopped service would not notice that and would remain. Not thread-safe.
 */
final class Stopped implements AutoCloseable {
    private static final String SCRIPT =
            "trap '' INT TERM HUP; kill -STOP \"$1\" || exit 1; echo stopped; read -r line; kill -CONT \"$1\"";
    private static final long PATIENCE_SECONDS = 30;

    private final Process shell;

    private Stopped(Process shell) {
        this.shell = shell;
    }

    /** Throws, with a message of one line, if this system lacks something. */
    static void checkSupported() throws IOException {
        Process self = shell("kill -0 $$");
        if (!ended(self) || self.exitValue() != 0) {
            throw new IOException("cannot stop and continue processes: the soak needs sh with kill, as on Linux");
        }
    }

    /** Stops a process; returns when it is stopped. */
    static Stopped stop(ProcessHandle process) throws IOException {
        Process shell = shell(SCRIPT, "sh", Long.toString(process.pid()));
        BufferedReader out = shell.inputReader(StandardCharsets.US_ASCII);
        if (out.readLine() == null) {
            throw new IOException("kill -STOP " + process.pid() + " failed");
        }
        return new Stopped(shell);
    }

    private static Process shell(String script, String... arguments) throws IOException {
        String[] command = new String[3 + arguments.length];
        command[0] = "sh";
        command[1] = "-c";
        command[2] = script;
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            throw new IOException(
                    "cannot stop and continue processes: the soak needs sh with kill, as on Linux", missing);
        }
    }

    /** Continues the process; returns when that is done. */
    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        if (!ended(shell)) {
            throw new IOException("kill -CONT did not come to an end");
        }
    }

    private static boolean ended(Process shell) {
        try {
            return shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
