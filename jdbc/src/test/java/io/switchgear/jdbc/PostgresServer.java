package io.switchgear.jdbc;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real PostgreSQL for the tests of one class, on the loopback interface. It can be killed and frozen, and comes back on the
 * same data and port; after each test it runs again, after the last none of its processes is left.
 */
final class PostgresServer implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final Path FOLDER = Path.of("target", "postgres").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Path data;
    private int port;
    private EmbeddedPostgres running;
    private boolean frozen;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Files.createDirectories(FOLDER);
        data = Files.createTempDirectory(FOLDER, "data");
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        thaw();
        if (processes().isEmpty()) {
            start();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        kill();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** Starts it, on the data and the port that it had. */
    void start() {
        try {
            running = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(FOLDER.toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("deadlock_timeout", "50ms")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = running.getPort();
    }

    /** Kills all its processes at once, as a machine does that loses power. */
    void kill() throws IOException {
        List<ProcessHandle> processes = processes();
        thaw();
        processes.forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        running.close(); // forgets it; there is nothing left to stop
    }

    /** Stops all its processes where they are: connections stay open and nobody answers. */
    void freeze() {
        frozen = true;
        signal("-STOP");
    }

    void thaw() {
        if (frozen) {
            signal("-CONT");
            frozen = false;
        }
    }

    /** Its address and one second for each connecting and each answer. */
    DataSource database() {
        return database("");
    }

    /** The same, with options of the session such as {@code -c statement_timeout=20}. */
    DataSource database(String options) {
        return running.getDatabase(
                "postgres",
                "postgres",
                Map.of("connectTimeout", "1", "loginTimeout", "1", "socketTimeout", "1", "options", options));
    }

    /** The server and its children; none when it does not run. */
    private List<ProcessHandle> processes() {
        try {
            Path file = data.resolve("postmaster.pid");
            if (!Files.exists(file)) {
                return List.of();
            }
            ProcessHandle server = ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(file).get(0)))
                    .filter(PostgresServer::isPostgres)
                    .orElse(null);
            if (server == null) {
                return List.of();
            }
            List<ProcessHandle> processes = new ArrayList<>(List.of(server));
            server.descendants().forEach(processes::add);
            return processes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not some other process that has got the number of one that is gone. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("postgres"))
                .isPresent();
    }

    /** The server first, which then starts no more children; those may end by themselves meanwhile. */
    private void signal(String signal) {
        List<ProcessHandle> processes = processes();
        if (processes.isEmpty() || kill(signal, processes.get(0)) != 0) {
            throw new AssertionError("cannot send " + signal + " to a PostgreSQL that does not run");
        }
        processes().stream().skip(1).forEach(child -> kill(signal, child));
    }

    private static int kill(String signal, ProcessHandle process) {
        try {
            return new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
