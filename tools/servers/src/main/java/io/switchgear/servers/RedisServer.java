// SPDX-License-Identifier: Apache-2.0
package io.switchgear.servers;

import io.switchgear.toolkit.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis on 127.0.0.1, without files, which can be made to fail. It ends with {@link #close()}, or when this JVM ends
 * in any other way. Not thread-safe.
 */
public final class RedisServer implements AutoCloseable {
    /** Runs the server until our end of the pipe is closed, which the system does when this JVM is killed; then also tidies up. */
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            "$@" >/dev/null 2>&1 </dev/null &
            echo $!
            cat >/dev/null
            kill -KILL $!
            kill -0 "$owner" || rm -rf "$folder"
            """;

    private static final int MOST_TRIES = 600;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Path folder;
    private final File executable;
    private final int port;
    private @Nullable Process shell;
    private String pid = "";
    private boolean frozen;

    private RedisServer(Path folder, int port) throws IOException {
        this.folder = folder;
        this.executable =
                ExecutableProvider.newJarResourceProvider(folder.toFile()).get();
        this.port = port;
    }

    /** Starts a server on a free port, and returns when it answers. */
    public static RedisServer start() throws IOException {
        RedisServer server = new RedisServer(Files.createTempDirectory("switchgear-redis"), FreePort.find());
        server.startAgain();
        return server;
    }

    /** Restarts it, empty, after {@link #kill()}, on the same port, and returns when it answers. */
    public void startAgain() throws IOException {
        if (shell != null) {
            throw new IllegalStateException("this Redis is already running: kill it first");
        }
        ProcessBuilder starting = new ProcessBuilder(
                "sh",
                "-c",
                SCRIPT,
                "sh",
                executable.getPath(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                folder.toString());
        starting.environment()
                .put("owner", Long.toString(ProcessHandle.current().pid()));
        starting.environment().put("folder", folder.toString());
        Process started = starting.redirectError(Redirect.DISCARD).start();
        shell = started;
        pid = started.inputReader(StandardCharsets.US_ASCII).readLine();
        for (int tries = 0; !answers(); tries++) {
            if (tries == MOST_TRIES || !isRunning()) {
                close();
                throw new IOException("Redis does not start on port " + port);
            }
            pause(started);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(FreePort.loopback(), port), (int) POLL.toMillis());
            socket.setSoTimeout((int) Duration.ofSeconds(1).toMillis());
            socket.getOutputStream().write(PING);
            InputStream in = socket.getInputStream();
            return in.read() == '+';
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Waits a moment, or until it has ended. */
    private static void pause(Process started) throws IOException {
        try {
            started.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Redis was starting", stopped);
        }
    }

    /** Kills it at once, frozen or not, with everything that it knew, and returns when it is gone. */
    public void kill() throws IOException {
        frozen = false;
        if (shell != null) {
            shell.getOutputStream().close();
            shell.onExit().join();
            shell = null;
        }
    }

    /**
     * Stops it with SIGSTOP: the system still accepts connections, existing ones stay open, and no command is answered until
     * {@link #thaw()}.
     */
    public void freeze() throws IOException {
        signal("-STOP");
        frozen = true;
    }

    /** Continues a frozen server, which then carries out the commands that have come meanwhile; does nothing to another. */
    public void thaw() throws IOException {
        if (frozen) {
            signal("-CONT");
            frozen = false;
        }
    }

    private void signal(String name) throws IOException {
        int code = new ProcessBuilder("kill", name, pid).start().onExit().join().exitValue();
        if (code != 0) {
            throw new IOException("kill " + name + " " + pid + " failed");
        }
    }

    /** {@return whether its process exists, frozen or not} */
    public boolean isRunning() {
        return shell != null
                && ProcessHandle.of(Long.parseLong(pid))
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
    }

    /** {@return the id of its process, which changes when it is killed and restarted} */
    public long pid() {
        return Long.parseLong(pid);
    }

    public int port() {
        return port;
    }

    /** {@return its address} */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        kill();
        Files.deleteIfExists(executable.toPath());
        Files.deleteIfExists(folder);
    }
}
