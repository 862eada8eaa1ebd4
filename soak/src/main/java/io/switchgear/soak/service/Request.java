package io.switchgear.soak.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What the service reads of a request. Immutable.
 *
 * @param breaker through which it came
 * @param call the caller's number for the call, the same when a client sends the request again
 * @param probeOf the trip whose probe the call is known to be, or empty
 */
record Request(String breaker, String call, Optional<String> probeOf) {
    /** The header by which a caller says that its call is certainly a probe, and of which trip. */
    static final String PROBE_HEADER = "Probe-Of";

    /** Empty when the caller left, or sent something else. */
    static Optional<Request> read(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        String first = lines.readLine();
        String[] path = first == null ? new String[0] : first.split("[ /]+");
        if (path.length < 3) {
            return Optional.empty();
        }
        Optional<String> probeOf = Optional.empty();
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(PROBE_HEADER.toLowerCase(Locale.ROOT) + ":")) {
                probeOf = Optional.of(line.substring(PROBE_HEADER.length() + 1).strip());
            }
        }
        return Optional.of(new Request(path[1], path[2], probeOf));
    }
}
