// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The part of a request that a service looks at. Immutable.
 *
 * @param path without a query
 * @param said the value of the header that is reported, or empty
 */
record Request(String path, Optional<String> said) {
    /** Empty when the caller left, or sent something else. */
    static Optional<Request> read(InputStream in, String header) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        String first = lines.readLine();
        String[] words = first == null ? new String[0] : first.split(" ", -1);
        if (words.length != 3 || !words[1].startsWith("/")) {
            return Optional.empty();
        }
        String start = header + ":";
        Optional<String> said = Optional.empty();
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            if (line.regionMatches(true, 0, start, 0, start.length())) {
                said = Optional.of(line.substring(start.length()).strip());
            }
        }
        return Optional.of(new Request(words[1].split("\\?", 2)[0], said));
    }
}
