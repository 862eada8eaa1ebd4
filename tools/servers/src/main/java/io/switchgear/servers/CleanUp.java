// SPDX-License-Identifier: Apache-2.0
package io.switchgear.servers;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * A shell that waits for its input to end, which happens on request or when this JVM ends; then it kills the server
 * that uses a folder and deletes the folder. A shutdown hook of this JVM would not run if the JVM is killed. Thread-safe.
 */
final class CleanUp {
    /** The name under which the pid file of a killed server is kept in the folder. */
    static final String OF_KILLED = "killed.pid";

    /**
     * The script. A killed server leaves a segment of shared memory, which the next one on its data would check to see
     * whether it still runs.
     */
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            cat
            file=$1/data/postmaster.pid
            if [ -f "$file" ]; then
                pid=$(sed -n 1p "$file")
                case $(ps -o comm= -p "$pid") in
                    *postgres)
                        kill -STOP "$pid"
                        pkill -KILL -P "$pid"
                        kill -KILL "$pid"
                        ;;
                esac
            else
                file=$1/$2
            fi
            [ -f "$file" ] && ipcrm -m $(sed -n 7p "$file" | awk '{ print $2 }')
            # More than once: a server that was just being started may still write.
            for attempt in 1 2 3; do
                rm -rf "$1" && break
                sleep 1
            done
            [ ! -e "$1" ]
            """;

    private final Path folder;
    private final Process shell;

    private CleanUp(Path folder, Process shell) {
        this.folder = folder;
        this.shell = shell;
    }

    /** Starts a shell that waits. */
    static CleanUp after(Path folder) throws IOException {
        return after(folder, SCRIPT);
    }

    /**
     * Starts a shell that waits.
     *
     * @param script the commands, which wait for the end of the input first; the folder is their first argument
     */
    static CleanUp after(Path folder, String script) throws IOException {
        return new CleanUp(
                folder,
                new ProcessBuilder("sh", "-c", script, "clean-up", folder.toString(), OF_KILLED)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start());
    }

    /** Cleans up; returns when done. Repeated calls do nothing. */
    void now() throws IOException {
        shell.getOutputStream().close();
        if (shell.onExit().join().exitValue() != 0) {
            throw new IOException("could not end the server in " + folder + " and delete that folder");
        }
    }
}
