package io.switchgear.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The processes of the server that works on a data folder. Thread-safe. */
final class PostgresProcesses {
    private static final long PATIENCE_SECONDS = 30;

    private final Path data;

    PostgresProcesses(Path data) {
        this.data = data;
    }

    /** The one that starts the others; absent when the server does not run. */
    Optional<ProcessHandle> main() throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        // A server that was killed leaves the file, and some other process may have got the number since.
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0)))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    }

    /** All of them, the main one first; none when the server does not run. */
    List<ProcessHandle> list() throws IOException {
        List<ProcessHandle> all = new ArrayList<>();
        main().ifPresent(main -> {
            all.add(main);
            main.descendants().forEach(all::add);
        });
        return all;
    }

    void freeze() throws IOException {
        signal("-STOP");
    }

    void thaw() throws IOException {
        signal("-CONT");
    }

    /** Returns when they are gone; does nothing when there are none. */
    void kill() throws IOException {
        if (main().isEmpty()) {
            return;
        }
        freeze(); // so that none is started meanwhile
        List<ProcessHandle> all = list();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException alive) {
            throw new IOException("PostgreSQL's processes " + all + " do not end", alive);
        }
    }

    /** The main one first, which then starts no more; the others may end by themselves meanwhile. */
    private void signal(String signal) throws IOException {
        ProcessHandle main = main().orElse(null);
        if (main == null || send(signal, main) != 0) {
            throw new IllegalStateException("cannot send " + signal + " to a PostgreSQL that does not run");
        }
        for (ProcessHandle child : main.descendants().toList()) {
            send(signal, child);
        }
    }

    private static int send(String signal, ProcessHandle process) throws IOException {
        return new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join()
                .exitValue();
    }
}
