package io.switchgear.soak.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The parts of a request that the service reads. Immutable.
 *
 * @param breaker the breaker through which it came
 * @param call the caller's number for the call, the same if a client sends the request again
 * @param probeOf the trip whose probe the call is known to be, or empty
 */
record Request(String breaker, String call, Optional<String> probeOf) {
    private static final String PROBE_LINE = ServiceProcess.PROBE_HEADER + ":";

    /** Reads a request; empty if the caller left, or sent something else. */
    static Optional<Request> read(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        String first = lines.readLine();
        String[] path = first == null ? new String[0] : first.split("[ /]+");
        if (path.length < 3) {
            return Optional.empty();
        }
        Optional<String> probeOf = Optional.empty();
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            if (line.regionMatches(true, 0, PROBE_LINE, 0, PROBE_LINE.length())) {
                probeOf = Optional.of(line.substring(PROBE_LINE.length()).strip());
            }
        }
        return Optional.of(new Request(path[1], path[2], probeOf));
    }
}
