package io.switchgear.soak.service;

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

    private static final int BODY_BYTES = 64;
    private static final int DRIP_MILLIS = 12;
    /** The length of a hang, longer than any caller waits. */
    private static final int LONGEST_HANG_MILLIS = 15_000;

    private final Socket connection;
    private final RandomGenerator random;

    Reply(Socket connection, RandomGenerator random) {
        this.connection = connection;
        this.random = random;
    }

    void give(Behaviour behaviour) throws IOException {
        switch (behaviour) {
            case ANSWERS -> answer(200, 1, 0);
            case ERRORS -> answer(oneOf(ERRORS), 1, 0);
            case THROTTLES -> answer(oneOf(THROTTLES), 1, 0);
            case ANY_STATUS -> answer(oneOf(STATUSES), 1, 0);
            case RESETS -> connection.setSoLinger(true, 0); // closing it now resets it
            case CUTS -> answer(200, 0.5, 0);
            case DRIPS -> answer(200, 1, DRIP_MILLIS);
            case HANGS -> hang();
            case ANYTHING -> give(BEHAVIOURS[random.nextInt(BEHAVIOURS.length - 1)]); // ANYTHING is the last one
        }
    }

    private void answer(int status, double share, int pauseMillis) throws IOException {
        boolean bare = status == 204 || status == 304;
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Soak\r\nConnection: close\r\n");
        if (!bare) {
            head.append("Content-Length: ").append(BODY_BYTES).append("\r\n");
        }
        if (status == 429 || status == 503) {
            head.append("Retry-After: ").append(random.nextInt(2)).append("\r\n");
        }
        if (status == 301 || status == 302) {
            head.append("Location: /elsewhere/0\r\n");
        }
        String body = bare ? "" : "x".repeat((int) (BODY_BYTES * share));
        byte[] bytes = (head + "\r\n" + body).getBytes(StandardCharsets.US_ASCII);
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
