// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A network before a server, which can become slow, fall silent, and reset connections. On loopback; thread-safe. */
final class Relay implements AutoCloseable {
    private final ServerSocket near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int serverPort;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    /** How long each piece of an answer takes more. */
    private volatile long delayMillis;
    /** After how many bytes of answers from now on something happens. Guarded by this. */
    private long passing = Long.MAX_VALUE;

    private volatile boolean resets;

    Relay(int serverPort) throws IOException {
        this.serverPort = serverPort;
        start(this::accept);
    }

    int port() {
        return near.getLocalPort();
    }

    void delay(long millis) {
        delayMillis = millis;
    }

    /** Passes so many bytes of answers on, and then resets the connection that gets the next one. */
    synchronized void resetAfter(long bytes) {
        passing = bytes;
        resets = true;
    }

    /** Passes so many bytes of answers on, and then no more, on connections that stay open. */
    synchronized void fallSilentAfter(long bytes) {
        passing = bytes;
        resets = false;
    }

    /** From the next connection on all is well. */
    synchronized void recover() {
        passing = Long.MAX_VALUE;
        delayMillis = 0;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = near.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.add(client);
                sockets.add(server);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                start(() -> pass(client, server, false));
                start(() -> pass(server, client, true));
            }
        } catch (IOException over) {
            // the test is over, or the server is down
        }
    }

    private void pass(Socket from, Socket to, boolean isAnswer) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[1024];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                if (!isAnswer) {
                    out.write(piece, 0, length);
                } else if (!answer(piece, length, to)) {
                    return;
                }
            }
        } catch (IOException | InterruptedException over) {
            // closed by either side
        }
    }

    /** {@return whether the connection goes on} */
    private boolean answer(byte[] piece, int length, Socket to) throws IOException, InterruptedException {
        if (delayMillis > 0 && closed.await(delayMillis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        int allowed = take(length);
        to.getOutputStream().write(piece, 0, allowed);
        if (allowed == length) {
            return true;
        }
        if (resets) {
            to.setSoLinger(true, 0);
        } else {
            closed.await();
        }
        return false;
    }

    /** Takes so many bytes, or those that are left, out of what may pass: together for all connections. */
    private synchronized int take(int length) {
        int allowed = (int) Math.min(length, passing);
        if (passing != Long.MAX_VALUE) {
            passing -= allowed;
        }
        return allowed;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        near.close();
        for (Socket each : sockets) {
            each.close();
        }
    }
}
