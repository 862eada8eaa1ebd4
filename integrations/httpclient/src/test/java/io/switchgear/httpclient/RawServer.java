// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A server on loopback that reads a request and then misbehaves as told, on a thread for each connection. Thread-safe. */
final class RawServer implements AutoCloseable {
    static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf\n";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch leftAlone = new CountDownLatch(1);

    /** What the server does once it has read a request; the connection is closed after it. */
    interface Misbehaviour {
        void answer(RawServer server, Socket connection) throws IOException, InterruptedException;
    }

    RawServer(Misbehaviour misbehaviour) throws IOException {
        threads.execute(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket connection = listening.accept();
                    connections.add(connection);
                    threads.execute(() -> serve(connection, misbehaviour));
                } catch (IOException | RejectedExecutionException closed) {
                    return;
                }
            }
        });
    }

    /** Sends this, and hangs up when released. */
    static RawServer sending(String bytes) throws IOException {
        return new RawServer((server, connection) -> {
            write(connection, bytes);
            server.awaitRelease();
        });
    }

    /** Sends this and nothing more, and notices when the client hangs up. */
    static RawServer sendingAndHanging(String bytes) throws IOException {
        return new RawServer((server, connection) -> {
            write(connection, bytes);
            while (connection.getInputStream().read() >= 0) {
                Thread.onSpinWait();
            }
            server.leftAlone.countDown();
        });
    }

    static void write(Socket connection, String bytes) throws IOException {
        connection.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
    }

    /** Closes a connection so that its other end gets a reset. */
    static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    private void serve(Socket connection, Misbehaviour misbehaviour) {
        try (connection) {
            readHead(connection.getInputStream());
            asked.countDown();
            misbehaviour.answer(this, connection);
        } catch (IOException | InterruptedException gone) {
            leftAlone.countDown();
        }
    }

    private static void readHead(InputStream in) throws IOException {
        for (int last = 0; last != 0x0d0a0d0a; ) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up");
            }
            last = last << 8 | next;
        }
    }

    HttpRequest get() {
        return HttpRequest.newBuilder(uri()).build();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
    }

    void release() {
        released.countDown();
    }

    void awaitRelease() throws InterruptedException {
        released.await();
    }

    void awaitRequest() throws InterruptedException {
        await(asked, "no request has come");
    }

    void awaitHangUp() throws InterruptedException {
        await(leftAlone, "the client has not hung up");
    }

    private static void await(CountDownLatch latch, String orElse) throws InterruptedException {
        if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(orElse + " after " + PATIENCE.toSeconds() + " s");
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
