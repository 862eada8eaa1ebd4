// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What speaks PostgreSQL's protocol up to the log-in, and answers nothing after it. On loopback. */
final class SilentPostgres implements AutoCloseable {
    private static final int STARTUP = 196_608; // version 3.0
    private static final int AUTHENTICATED = 0;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    SilentPostgres() throws IOException {
        Thread accepting = new Thread(this::accept, "silent PostgreSQL");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** Waits so long for each answer, in whole seconds. */
    DataSource database(Duration answering) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(
                "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/postgres?assumeMinServerVersion=9.4");
        database.setUser("postgres");
        database.setSslMode("disable");
        database.setGssEncMode("disable");
        database.setSocketTimeout((int) answering.toSeconds());
        return database;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                logIn(socket);
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void logIn(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] rest = new byte[in.readInt() - 2 * Integer.BYTES];
        if (in.readInt() != STARTUP) {
            socket.close(); // a request to cancel
            return;
        }
        in.readFully(rest);
        message(out, 'R', AUTHENTICATED);
        parameter(out, "server_version", "17.0");
        parameter(out, "client_encoding", "UTF8");
        parameter(out, "DateStyle", "ISO");
        parameter(out, "standard_conforming_strings", "on");
        out.writeByte('K');
        out.writeInt(3 * Integer.BYTES);
        out.writeInt(1);
        out.writeInt(1);
        out.writeByte('Z');
        out.writeInt(Integer.BYTES + 1);
        out.writeByte('I');
        out.flush();
    }

    private static void message(DataOutputStream out, char type, int content) throws IOException {
        out.writeByte(type);
        out.writeInt(2 * Integer.BYTES);
        out.writeInt(content);
    }

    private static void parameter(DataOutputStream out, String name, String value) throws IOException {
        byte[] content = (name + "\0" + value + "\0").getBytes(StandardCharsets.US_ASCII);
        out.writeByte('S');
        out.writeInt(Integer.BYTES + content.length);
        out.write(content);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : sockets) {
            each.close();
        }
    }
}
