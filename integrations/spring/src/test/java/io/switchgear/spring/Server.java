// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that sends the same bytes to each request, then hangs up or hangs. Thread-safe. */
final class Server implements AutoCloseable {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n";
    private static final int END_OF_HEAD = 0x0d0a0d0a;

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final byte[] bytes;
    private final boolean hangsUp;

    private Server(String text, boolean hangsUp) {
        this(text.getBytes(StandardCharsets.US_ASCII), hangsUp);
    }

    private Server(byte[] bytes, boolean hangsUp) {
        this.bytes = bytes;
        this.hangsUp = hangsUp;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        threads.execute(this::accept);
    }

    static Server well() {
        return new Server(HEAD + "0123456789", true);
    }

    static Server of(int status, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Any\r\nContent-Length: 0\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return new Server(head + "\r\n", true);
    }

    static Server answering(String headers, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("HTTP/1.1 200 OK\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body);
        return new Server(bytes.toByteArray(), true);
    }

    /** Half of the body comes, and the connection ends. */
    static Server breakingOff() {
        return new Server(HEAD + "01234", true);
    }

    /** No headers come. */
    static Server silent() {
        return new Server("", false);
    }

    /** The headers come, with half of the body, and nothing more. */
    static Server stalling() {
        return new Server(HEAD + "01234", false);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException | RejectedExecutionException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            for (int last = 0; last != END_OF_HEAD; ) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                last = last << 8 | next;
            }
            requests.incrementAndGet();
            OutputStream out = connection.getOutputStream();
            out.write(bytes);
            out.flush();
            while (!hangsUp && in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException gone) {
            // The client has hung up, or the test is over.
        }
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort() + "/";
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            threads.shutdownNow();
        }
    }
}
