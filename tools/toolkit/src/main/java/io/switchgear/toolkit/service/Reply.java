// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit.service;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Answers one request, or fails to, according to a behaviour. The connection is used for one request only. */
final class Reply {
    private static final int[] STATUSES = {200, 204, 301, 302, 304, 400, 404, 409, 429, 500, 502, 503, 504};
    private static final int[] ERRORS = {500, 502, 504};
    private static final int[] THROTTLES = {429, 503};
    private static final Behaviour[] BEHAVIOURS = Behaviour.values();

    private static final double FAILING_SHARE = 0.6;
    private static final int DRIP_MILLIS = 12;
    /** The length of a hang, longer than any caller waits. */
    private static final int LONGEST_HANG_MILLIS = 15_000;

    private final Socket connection;
    private final RandomGenerator random;
    private final int status;
    private final String body;

    /** A reply that has this status and this body when the service is well. */
    Reply(Socket connection, RandomGenerator random, int status, String body) {
        this.connection = connection;
        this.random = random;
        this.status = status;
        this.body = body;
    }

    void give(Behaviour behaviour) throws IOException {
        switch (behaviour) {
            case ANSWERS -> answer(status);
            case ERRORS -> answer(oneOf(ERRORS));
            case UNAVAILABLE -> answer(503, "", 1, 0);
            case FAILS_IN_PART -> give(random.nextDouble() < FAILING_SHARE ? Behaviour.UNAVAILABLE : Behaviour.ANSWERS);
            case THROTTLES -> answer(oneOf(THROTTLES));
            case ANY_STATUS -> answer(oneOf(STATUSES));
            case RESETS -> connection.setSoLinger(true, 0); // closing it now resets it
            case CUTS -> answer(200, "", 0.5, 0);
            case DRIPS -> answer(200, "", 1, DRIP_MILLIS);
            case HANGS -> hang();
            case ANYTHING -> give(BEHAVIOURS[random.nextInt(BEHAVIOURS.length - 1)]); // ANYTHING is the last one
        }
    }

    private void answer(int code) throws IOException {
        String header = switch (code) {
            case 429, 503 -> "Retry-After: " + random.nextInt(2) + "\r\n";
            case 301, 302 -> "Location: /elsewhere/0\r\n";
            default -> "";
        };
        answer(code, header, 1, 0);
    }

    private void answer(int code, String header, double share, int pauseMillis) throws IOException {
        boolean bare = code == 204 || code == 304;
        String type = body.startsWith("{") ? "application/json" : "text/plain; charset=utf-8";
        String head = "HTTP/1.1 " + code + " Told\r\nConnection: close\r\nContent-Type: " + type + "\r\n" + header
                + (bare ? "" : "Content-Length: " + body.length() + "\r\n");
        String sent = bare ? "" : body.substring(0, (int) (body.length() * share));
        byte[] bytes = (head + "\r\n" + sent).getBytes(StandardCharsets.US_ASCII);
        OutputStream out = connection.getOutputStream();
        if (pauseMillis == 0) {
            out.write(bytes);
            return;
        }
        for (byte each : bytes) {
            out.write(each);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
        }
    }

    /** Hangs until the caller leaves. */
    private void hang() throws IOException {
        connection.setSoTimeout(LONGEST_HANG_MILLIS);
        while (connection.getInputStream().read() >= 0) {
            Thread.onSpinWait();
        }
    }

    private int oneOf(int[] statuses) {
        return statuses[random.nextInt(statuses.length)];
    }
}
