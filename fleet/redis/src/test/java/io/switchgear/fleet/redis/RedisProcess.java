// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import io.lettuce.core.RedisURI;
import io.switchgear.toolkit.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis on 127.0.0.1 that keeps nothing and can be made to fail. A shell that waits for its input to end kills it,
 * also when this JVM ends in any way. Not thread-safe.
 */
final class RedisProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(20);
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            "$1" --bind 127.0.0.1 --port "$2" --save '' --appendonly no --loglevel warning >/dev/null 2>&1 </dev/null &
            echo $!
            cat >/dev/null
            kill -KILL $!
            """;

    private final String program;
    private final int port;
    private @Nullable Process shell;
    private String pid = "";

    private RedisProcess(String program, int port) {
        this.program = program;
        this.port = port;
    }

    static RedisProcess start() {
        try {
            String program = ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
            RedisProcess redis = new RedisProcess(program, FreePort.find());
            redis.startAgain();
            return redis;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    RedisURI uri() {
        return RedisURI.create("redis://127.0.0.1:" + port);
    }

    /** Starts it, empty, on the same port; returns when it answers. */
    void startAgain() {
        try {
            Process started = new ProcessBuilder("sh", "-c", SCRIPT, "redis", program, Integer.toString(port))
                    .redirectError(Redirect.DISCARD)
                    .start();
            shell = started;
            pid = new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Awaitility.await().atMost(LONGEST_START).until(this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(FreePort.loopback(), port), 1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == '+';
        } catch (IOException notYet) {
            return false;
        }
    }

    boolean isRunning() {
        return shell != null;
    }

    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, pid).start().onExit().join();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Kills it, without a chance to say goodbye. */
    void kill() {
        Process running = shell;
        if (running != null) {
            try {
                running.getOutputStream().close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            running.onExit().join();
            shell = null;
        }
    }

    @Override
    public void close() {
        kill();
    }
}
