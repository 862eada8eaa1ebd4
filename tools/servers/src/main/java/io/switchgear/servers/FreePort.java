package io.switchgear.servers;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that a server can keep. It is not one that the system picks: those also serve outgoing connections, so while the
 * server is down a caller's connection could take its port, or even connect to itself.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int BEYOND = 30_000;
    private static final int ATTEMPTS = 100;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private FreePort() {}

    /** {@return a port on 127.0.0.1 without a listener} */
    public static int find() throws IOException {
        BindException last = new BindException("no free port");
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
                return free.getLocalPort();
            } catch (BindException taken) {
                last = taken;
            }
        }
        throw last;
    }
}
