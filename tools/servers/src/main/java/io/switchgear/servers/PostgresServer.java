// SPDX-License-Identifier: Apache-2.0
package io.switchgear.servers;

import io.switchgear.toolkit.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL on 127.0.0.1 with a data folder of its own, which can be made to fail. None of its processes and files
 * is left after {@link #close()}, or after this JVM ends in any other way. Not thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
    public static final String USER = "postgres";

    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private static final int LAST_WORDS = 5;

    private final Path folder;
    private final int port;
    private final CleanUp cleanUp;
    private final PostgresProcesses processes;
    private @Nullable EmbeddedPostgres running;
    private boolean frozen;

    private PostgresServer(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.cleanUp = CleanUp.after(folder);
        this.processes = new PostgresProcesses(data());
    }

    /** Starts a server on a free port, and returns when it answers. The first start ever unpacks it. */
    public static PostgresServer start() throws IOException {
        PostgresServer server = new PostgresServer(Files.createTempDirectory(home(), "server"), FreePort.find());
        try {
            server.startAgain();
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
        return server;
    }

    /** Restarts it after {@link #kill()}, on the same data and port, and returns when it answers. */
    public void startAgain() throws IOException {
        if (running != null) {
            throw new IllegalStateException("this PostgreSQL is already running: kill it first");
        }
        Path log = folder.resolve("log");
        try {
            running = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(home().toFile())
                    .setDataDirectory(data())
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setPGStartupWait(LONGEST_START)
                    .setOutputRedirector(Redirect.appendTo(log.toFile()))
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    // So that a kill leaves nothing outside of the folder: no socket, no shared memory.
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("dynamic_shared_memory_type", "mmap")
                    // Committed data must survive a kill, which is not the library's default.
                    .setServerConfig("synchronous_commit", "on")
                    // Short, because a test that deadlocks on purpose waits for it.
                    .setServerConfig("deadlock_timeout", "50ms")
                    .start();
        } catch (IOException | IllegalStateException failed) {
            throw new IOException(
                    "PostgreSQL does not start on port " + port + "; the end of its log: " + end(log), failed);
        }
    }

    /** Kills all its processes at once, frozen or not, like a loss of power, and returns when they are gone. */
    public void kill() throws IOException {
        frozen = false;
        processes.kill();
        // Neither the library, which would stop the server it knows, nor the next start must wait until the
        // process named there is reaped.
        Path file = PostgresProcesses.file(data());
        if (Files.exists(file)) {
            Files.move(file, folder.resolve(CleanUp.OF_KILLED), StandardCopyOption.REPLACE_EXISTING);
        }
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /**
     * Stops all its processes with SIGSTOP: the system still accepts connections, existing ones stay open, and no request
     * is answered.
     */
    public void freeze() throws IOException {
        processes.freeze();
        frozen = true;
    }

    /** Continues a frozen server; does nothing to another. */
    public void thaw() throws IOException {
        if (frozen) {
            processes.thaw();
            frozen = false;
        }
    }

    /** {@return whether its process exists, frozen or not} */
    public boolean isRunning() throws IOException {
        return !processes.list().isEmpty();
    }

    /** {@return the id of its main process, which changes when it is killed and restarted} */
    public long pid() throws IOException {
        return processes
                .main()
                .orElseThrow(() -> new IllegalStateException("this PostgreSQL does not run"))
                .pid();
    }

    public int port() {
        return port;
    }

    /** {@return its data folder} */
    public Path data() {
        return folder.resolve("data");
    }

    /** {@return the address of its database; {@link #USER} needs no password} */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /**
     * {@return its database without a pool}
     *
     * @param connecting the longest wait for a connection, in whole seconds; zero for no limit
     * @param answering the longest wait for each answer, in whole seconds; zero for no limit
     */
    public DataSource database(Duration connecting, Duration answering) {
        return database(connecting, answering, "");
    }

    /** The same database, with options of the session such as {@code -c statement_timeout=20}. */
    public DataSource database(Duration connecting, Duration answering, String options) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(url());
        database.setUser(USER);
        database.setConnectTimeout((int) connecting.toSeconds());
        database.setLoginTimeout((int) connecting.toSeconds());
        database.setSocketTimeout((int) answering.toSeconds());
        database.setOptions(options);
        return database;
    }

    /** Ends all its processes, frozen or not, and deletes its folder. */
    @Override
    public void close() throws IOException {
        try {
            kill();
        } finally {
            cleanUp.now();
        }
    }

    private static String end(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
    }

    /**
     * The folder for unpacked servers, next to the class files: a folder of the build, which is unpacked into once and is
     * deleted with the rest of the build.
     */
    private static Path home() throws IOException {
        try {
            Path classes = Path.of(PostgresServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.createDirectories(classes.resolveSibling("postgres"));
        } catch (URISyntaxException impossible) {
            throw new IOException("cannot tell where " + PostgresServer.class + " is", impossible);
        }
    }
}
