// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A process that is stopped with SIGSTOP until this is closed. A shell of its own does it, and continues the process also when
 * we are killed meanwhile: a stopped process would not notice that and would stay. Not thread-safe.
 */
public final class Stopped implements AutoCloseable {
    private static final String SCRIPT =
            "trap '' INT TERM HUP; kill -STOP \"$1\" || exit 1; echo stopped; read -r line; kill -CONT \"$1\"";
    private static final long PATIENCE_SECONDS = 30;

    private final Process shell;

    /** Returns when the process is stopped. */
    public Stopped(ProcessHandle process) throws IOException {
        try {
            this.shell = new ProcessBuilder("sh", "-c", SCRIPT, "sh", Long.toString(process.pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            throw new IOException("cannot stop and continue processes: that needs sh with kill, as on Linux", missing);
        }
        if (shell.inputReader(StandardCharsets.US_ASCII).readLine() == null) {
            throw new IOException("kill -STOP " + process.pid() + " failed");
        }
    }

    /** Continues the process; returns when that is done. */
    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        try {
            shell.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException late) {
            throw new IOException("kill -CONT did not come to an end", late);
        }
    }
}
