package io.switchgear.servers;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * A shell that waits for its input to end, which it does when this JVM wants it or is no more; then it kills the PostgreSQL that
 * works in a folder and deletes the folder. Not a hook of this JVM: those do not run when it is killed. Thread-safe.
 */
final class CleanUp {
    /** The name in the folder under which the pid file of a server is kept that was killed. */
    static final String OF_KILLED = "killed.pid";

    /** A killed server leaves a segment of shared memory, by which the next one on its data would see whether it still runs. */
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

    /** One that waits. */
    static CleanUp after(Path folder) throws IOException {
        return new CleanUp(
                folder,
                new ProcessBuilder("sh", "-c", SCRIPT, "clean-up", folder.toString(), OF_KILLED)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD)
                        .start());
    }

    /** Returns when it is done; once more does nothing. */
    void now() throws IOException {
        shell.getOutputStream().close();
        if (shell.onExit().join().exitValue() != 0) {
            throw new IOException("could not end the server in " + folder + " and delete that folder");
        }
    }
}
