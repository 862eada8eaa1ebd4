// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.soak.breakers.Answer;
import io.switchgear.soak.breakers.Breakers;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A call over a plain socket, of the kind that an interrupt closes. */
final class SocketCall {
    private SocketCall() {}

    static Answer make(InetSocketAddress address, Service.Request request) throws IOException {
        int millis = (int) request.timeout().toMillis();
        try (SocketChannel channel = SocketChannel.open()) {
            Socket socket = channel.socket();
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            // Closes with a reset: at hundreds of calls a second, sockets in TIME_WAIT would use up all ports.
            socket.setSoLinger(true, 0);
            OutputStream out = socket.getOutputStream();
            String head = "GET " + Clients.path(request) + " HTTP/1.1\r\nHost: soak\r\n" + probeLine(request) + "\r\n";
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            return read(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)));
        }
    }

    private static String probeLine(Service.Request request) {
        return request.probeOf() == 0 ? "" : Breakers.PROBE_HEADER + ": " + request.probeOf() + "\r\n";
    }

    private static Answer read(BufferedReader in) throws IOException {
        String first = line(in);
        if (!first.startsWith("HTTP/1.1 ")) {
            throw new IOException("no answer: " + first);
        }
        int status = Integer.parseInt(first.substring(9, 12));
        int retryAfter = 0;
        int left = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                left = number(header);
            } else if (header.startsWith("retry-after:")) {
                retryAfter = number(header);
            }
        }
        for (; left > 0; left--) {
            if (in.read() < 0) {
                throw new EOFException("the body ended " + left + " bytes too soon");
            }
        }
        return new Answer(status, retryAfter);
    }

    private static String line(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("the connection ended before the answer");
        }
        return line;
    }

    private static int number(String header) {
        return Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
    }
}
