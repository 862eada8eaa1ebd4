// SPDX-License-Identifier: Apache-2.0
package io.switchgear.servers;

import io.switchgear.toolkit.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis on 127.0.0.1, which can be made to fail. It keeps its data in memory: it comes back from a kill with what
 * {@code SAVE} has saved, or empty. Neither its process nor its files are left after {@link #close()}, or after this JVM ends
 * in any other way. Not thread-safe.
 */
public final class RedisServer implements AutoCloseable {
    private static final long LONGEST_START_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int LONGEST_ANSWER_MILLIS = 5_000;

    private static final String CLEAN_UP = """
            trap '' HUP INT TERM
            cat
            pid=$(cat "$1/pid")
            case $(ps -o comm= -p "$pid") in
                *redis*) kill -KILL "$pid" ;;
            esac
            # More than once: a server that was just being started may still write.
            for attempt in 1 2 3; do
                rm -rf "$1" && break
                sleep 1
            done
            [ ! -e "$1" ]
            """;

    private final Path folder;
    private final int port;
    private final CleanUp cleanUp;
    private @Nullable Process process;

    private RedisServer(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.cleanUp = CleanUp.after(folder, CLEAN_UP);
    }

    /**
     * Starts a server on a free port, and returns when it answers. The first start ever unpacks it.
     *
     * @param options more options of the server, as on its command line: {@code "--maxmemory", "1mb"}
     */
    public static RedisServer start(String... options) throws IOException {
        RedisServer server = new RedisServer(Files.createTempDirectory(home(), "server"), FreePort.find());
        try {
            server.startAgain(options);
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
        return server;
    }

    /**
     * Restarts it after {@link #kill()}, on the same port, and returns when it answers, if only with {@code LOADING}.
     *
     * @param options more options of the server
     */
    public void startAgain(String... options) throws IOException {
        if (process != null) {
            throw new IllegalStateException("this Redis is already running: kill it first");
        }
        List<String> command = new ArrayList<>(List.of(binary().toString()));
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
        command.addAll(List.of("--pidfile", folder.resolve("pid").toString(), "--save", ""));
        command.addAll(List.of(options));
        Path log = folder.resolve("log");
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        process = started;
        long start = System.nanoTime();
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() - start > LONGEST_START_NANOS) {
                kill();
                throw new IOException("Redis does not start on port " + port + "; its log: " + Files.readString(log));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private boolean answers() {
        try {
            return command("PING").matches("\\+PONG|-LOADING.*");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Kills its process at once, frozen or not, and returns when it is gone. Does nothing if there is none. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
            process = null;
        }
    }

    /** Stops its process with SIGSTOP: the system still accepts connections, and no command is answered. */
    public void freeze() throws IOException {
        signal("-STOP");
    }

    /** Continues a frozen server; does nothing to another. */
    public void thaw() throws IOException {
        if (isRunning()) {
            signal("-CONT");
        }
    }

    /** Deletes all data. */
    public void flush() throws IOException {
        command("FLUSHALL");
    }

    /**
     * Sends a command on a connection of its own.
     *
     * @param words the command and its arguments, without spaces in them
     * @return the first line of the answer, as the server sends it: {@code +OK}, {@code :1}, {@code -ERR …}
     */
    public String command(String... words) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LONGEST_ANSWER_MILLIS);
            socket.setSoTimeout(LONGEST_ANSWER_MILLIS);
            socket.getOutputStream().write((String.join(" ", words) + "\r\n").getBytes(StandardCharsets.UTF_8));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (line == null) {
                throw new IOException("Redis on port " + port + " closed the connection");
            }
            return line;
        }
    }

    /** {@return whether its process exists, frozen or not} */
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** {@return the id of its process, which changes when it is killed and restarted} */
    public long pid() {
        return running().pid();
    }

    public int port() {
        return port;
    }

    /** {@return its address, as clients take it} */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** {@return its folder} */
    Path folder() {
        return folder;
    }

    /** Ends its process, frozen or not, and deletes its folder. */
    @Override
    public void close() throws IOException {
        kill();
        cleanUp.now();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("this Redis does not run");
        }
        return process;
    }

    private void signal(String signal) throws IOException {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(pid())).start();
        if (kill.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("cannot send " + signal + " to a Redis that does not run");
        }
    }

    /** The server's file, unpacked once for all JVMs. */
    private static Path binary() throws IOException {
        Path binary = home().resolve("redis-server");
        if (!Files.exists(binary)) {
            Path unpacked = Files.createTempDirectory(home(), "unpacked");
            Files.move(
                    ExecutableProvider.newJarResourceProvider(unpacked.toFile())
                            .get()
                            .toPath(),
                    binary,
                    StandardCopyOption.ATOMIC_MOVE);
            Files.delete(unpacked);
        }
        return binary;
    }

    /** The folder for the server's file, next to the class files: a folder of the build, deleted with the rest of it. */
    private static Path home() throws IOException {
        try {
            Path classes = Path.of(RedisServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.createDirectories(classes.resolveSibling("redis"));
        } catch (URISyntaxException impossible) {
            throw new IOException("cannot tell where " + RedisServer.class + " is", impossible);
        }
    }
}
