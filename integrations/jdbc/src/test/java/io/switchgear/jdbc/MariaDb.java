// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.switchgear.toolkit.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A MariaDB on 127.0.0.1 for the tests of one class, from the {@code mariadbd} on the path: after each test it runs again, after the
 * last nothing is left of it, and nothing either when this JVM is killed.
 */
final class MariaDb implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** May do anything, even where others may not. */
    static final String ADMIN = "root";

    /** May do to the tables of {@link #DATABASE} what an application does. */
    static final String USER = "app";

    static final String PASSWORD = "secret";
    static final String DATABASE = "orders";

    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    /** Waits for its input to end, which it does with this JVM. */
    private static final String CLEAN_UP = """
            trap '' HUP INT TERM
            cat
            [ -f "$1/pid" ] && kill -KILL "$(cat "$1/pid")"
            for attempt in 1 2 3; do
                rm -rf "$1" && break
                sleep 1
            done
            [ ! -e "$1" ]
            """;

    private Path folder;
    private int port;
    private Process cleanUp;
    private Process server;
    private boolean frozen;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("mariadb");
        Files.createDirectory(folder.resolve("data"));
        port = FreePort.find();
        cleanUp = new ProcessBuilder("sh", "-c", CLEAN_UP, "clean-up", folder.toString()).start();
        fill();
        startAgain();
        administer(
                "create user " + USER + "@'%' identified by '" + PASSWORD + "'",
                "grant all on " + DATABASE + ".* to " + USER + "@'%'");
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (frozen) {
            thaw();
        }
        if (!server.isAlive()) {
            startAgain();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (server != null) {
            kill();
        }
        cleanUp.getOutputStream().close();
        if (cleanUp.waitFor() != 0) {
            throw new IOException("could not end the server in " + folder + " and delete that folder");
        }
    }

    /** Makes the tables in which the server keeps its users; the scripts have come with it. */
    private void fill() throws Exception {
        Process filling = process("--bootstrap", "--log-warnings=0").start();
        try (OutputStream sql = filling.getOutputStream()) {
            sql.write("create database mysql;\nuse mysql;\nset @auth_root_socket=NULL;\n".getBytes(UTF_8));
            for (String script : List.of("mysql_system_tables.sql", "mysql_system_tables_data.sql")) {
                Files.copy(home().resolve("share/mysql").resolve(script), sql);
            }
            sql.write(("create database " + DATABASE + ";\n").getBytes(UTF_8));
        }
        if (filling.waitFor() != 0) {
            throw new IOException("MariaDB cannot make its tables: " + log());
        }
    }

    /** After {@link #kill()}: on the data and the port that it had. */
    void startAgain() throws Exception {
        server = process(
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--socket=" + folder.resolve("socket"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--skip-name-resolve")
                .start();
        await("MariaDB answers")
                .atMost(LONGEST_START)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    if (!server.isAlive()) {
                        throw new IllegalStateException("MariaDB does not start on port " + port + ": " + log());
                    }
                    administer("select 1");
                    return true;
                });
    }

    private ProcessBuilder process(String... options) throws IOException {
        Stream<String> common = Stream.of(
                binary().toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + home(),
                "--datadir=" + folder.resolve("data"),
                "--innodb-log-file-size=4M",
                "--innodb-buffer-pool-size=16M");
        return new ProcessBuilder(Stream.concat(common, Arrays.stream(options)).toList())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.resolve("log").toFile()));
    }

    /** Where it was installed or unpacked. */
    private static Path home() throws IOException {
        return binary().getParent().getParent();
    }

    private static Path binary() throws IOException {
        for (String each : System.getenv("PATH").split(File.pathSeparator)) {
            Path binary = Path.of(each, "mariadbd");
            if (Files.isExecutable(binary)) {
                return binary.toRealPath();
            }
        }
        throw new IOException("these tests need mariadbd on the path, and its folder share/mysql beside sbin");
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Kills it as a machine does that loses power, and returns when it is gone. */
    void kill() throws Exception {
        frozen = false;
        server.destroyForcibly();
        if (!server.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("MariaDB's process " + server.pid() + " does not end");
        }
        Files.deleteIfExists(folder.resolve("pid"));
    }

    /** Stops it where it is: connections stay open, and nobody answers. */
    void freeze() throws Exception {
        signal("-STOP");
        frozen = true;
    }

    void thaw() throws Exception {
        signal("-CONT");
        frozen = false;
    }

    private void signal(String signal) throws Exception {
        Process sending = new ProcessBuilder("kill", signal, Long.toString(server.pid())).start();
        if (sending.waitFor() != 0) {
            throw new IllegalStateException("cannot send " + signal + " to a MariaDB that does not run");
        }
    }

    /** The application's, with variables of the session if there are any. */
    DataSource database(MariaDbDriver driver, String variables) throws SQLException {
        return database(driver, USER, PASSWORD, variables);
    }

    DataSource database(MariaDbDriver driver, String user, String password, String variables) throws SQLException {
        return driver.database(port, user, password, variables);
    }

    void administer(String... statements) throws SQLException {
        try (Connection admin = database(MariaDbDriver.MARIADB, ADMIN, "", "").getConnection();
                Statement statement = admin.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** Of the connection that a statement came from. */
    static long idOf(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select connection_id()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Ends a connection, as an administrator does, and returns when the server has done it. */
    void terminate(long id) throws SQLException {
        administer("kill connection " + id);
        await("connection " + id + " has ended").until(() -> !has(id, ""));
    }

    /** Returns when a connection is busy with a statement that sleeps. */
    void untilSleeping(long id) {
        await("connection " + id + " sleeps").until(() -> has(id, " and state = 'User sleep'"));
    }

    private boolean has(long id, String condition) throws SQLException {
        try (Connection admin = database(MariaDbDriver.MARIADB, ADMIN, "", "").getConnection();
                Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select 1 from information_schema.processlist where id = " + id + condition)) {
            return rows.next();
        }
    }
}
