// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that a server can keep. Not one that the system picks: those also serve as the near ends of outgoing connections, so
 * that while the server is down a caller's connection could take its port, or even meet itself.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int BEYOND = 30_000;
    private static final int ATTEMPTS = 100;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private FreePort() {}

    /** {@return 127.0.0.1, whatever the system prefers} */
    public static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(LOOPBACK);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@return one on 127.0.0.1 that nobody listens on now} */
    public static int find() throws IOException {
        BindException last = new BindException("no free port");
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
            try (ServerSocket free = new ServerSocket(port, 1, loopback())) {
                return free.getLocalPort();
            } catch (BindException taken) {
                last = taken;
            }
        }
        throw last;
    }
}
