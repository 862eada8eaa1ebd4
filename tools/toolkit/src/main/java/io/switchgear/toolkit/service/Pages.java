// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit.service;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answers of a service that is well. Immutable.
 *
 * @param bodies by path. In a folder that has some of them other pages are not found; elsewhere there is a body for every path
 */
public record Pages(Map<String, String> bodies) {
    /** No page in particular. */
    public static final Pages ANY = new Pages(Map.of());

    private static final String USUAL = "x".repeat(64);

    int status(String path) {
        boolean known = bodies.containsKey(path)
                || bodies.keySet().stream().noneMatch(page -> folder(page).equals(folder(path)));
        return known ? 200 : 404;
    }

    String body(String path) {
        return bodies.getOrDefault(path, USUAL);
    }

    /** {@return the first part of a path} */
    static String folder(String path) {
        String[] parts = path.split("/", 3);
        return parts.length > 1 ? parts[1] : "";
    }

    /** {@return lines for the arguments of a program} */
    String[] arguments() {
        return bodies.entrySet().stream()
                .map(page -> page.getKey() + "=" + page.getValue())
                .toArray(String[]::new);
    }

    static Pages of(String... arguments) {
        Map<String, String> bodies = new TreeMap<>();
        Arrays.stream(arguments).map(line -> line.split("=", 2)).forEach(page -> bodies.put(page[0], page[1]));
        return new Pages(bodies);
    }
}
