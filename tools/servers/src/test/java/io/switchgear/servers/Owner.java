// SPDX-License-Identifier: Apache-2.0
package io.switchgear.servers;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A program that starts a server, breaks it, says where its data is, waits, and never closes it. */
final class Owner {
    private Owner() {}

    public static void main(String[] how) throws Exception {
        PostgresServer server = PostgresServer.start();
        breakIt(server, how[0]);
        System.out.println(server.data());
        new CountDownLatch(1).await();
    }

    static void breakIt(PostgresServer server, String how) throws IOException {
        switch (how) {
            case "healthy" -> {}
            case "frozen" -> server.freeze();
            case "killed" -> server.kill();
            default -> throw new IllegalArgumentException(how);
        }
    }
}
