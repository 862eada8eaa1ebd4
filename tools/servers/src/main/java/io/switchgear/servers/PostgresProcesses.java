// SPDX-License-Identifier: Apache-2.0
package io.switchgear.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The processes of the server that uses a data folder. Thread-safe. */
final class PostgresProcesses {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Path data;

    PostgresProcesses(Path data) {
        this.data = data;
    }

    /** The file in which the server records its main process and its shared memory. */
    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** The process that starts the others; absent if the server does not run. */
    Optional<ProcessHandle> main() throws IOException {
        Path file = file(data);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        // A killed server leaves the file, and another process may have got the number since.
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0))).filter(PostgresProcesses::isPostgres);
    }

    /** {@return whether it is a running or stopped PostgreSQL process; not one that has ended and only waits to be reaped} */
    static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("postgres");
    }

    /** All processes, the main one first; none if the server does not run. */
    List<ProcessHandle> list() throws IOException {
        return main().map(PostgresProcesses::with).orElse(List.of());
    }

    private static List<ProcessHandle> with(ProcessHandle main) {
        List<ProcessHandle> all = new ArrayList<>(List.of(main));
        main.descendants().forEach(all::add);
        return all;
    }

    void freeze() throws IOException {
        signal("-STOP");
    }

    void thaw() throws IOException {
        signal("-CONT");
    }

    /** Kills the processes; returns when they are gone. Does nothing if there are none. */
    void kill() throws IOException {
        ProcessHandle main = main().orElse(null);
        if (main == null) {
            return;
        }
        send("-STOP", List.of(main)); // so that it starts no others meanwhile
        List<ProcessHandle> all = with(main); // a server that was just ending by itself has no file any more
        send("-STOP", all); // so that none tells its client that the main process is gone before it is killed itself
        all.forEach(ProcessHandle::destroyForcibly);
        long start = System.nanoTime();
        while (all.stream().anyMatch(PostgresProcesses::isPostgres)) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IOException("PostgreSQL's processes " + all + " do not end");
            }
            LockSupport.parkNanos(POLL_NANOS); // onExit() would wait until the process is reaped
        }
    }

    /** Sends a signal, to the main process first, which then starts no more; the others may end by themselves meanwhile. */
    private void signal(String signal) throws IOException {
        ProcessHandle main = main().orElse(null);
        if (main == null || send(signal, List.of(main)) != 0) {
            throw new IllegalStateException("cannot send " + signal + " to a PostgreSQL that does not run");
        }
        send(signal, main.descendants().toList());
    }

    /** {@return the exit code; not zero if one of the processes no longer exists} */
    private static int send(String signal, List<ProcessHandle> processes) throws IOException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join()
                .exitValue();
    }
}
