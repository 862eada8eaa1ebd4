// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.orders;

import java.util.List;

/**
 * A customer's order of some articles. Immutable.
 *
 * @param number no two orders have the same
 * @param customer who wants it
 * @param lines one or more
 */
public record Order(String number, String customer, List<Line> lines) {

    /** So many of an article. */
    public record Line(String article, int quantity) {}

    public Order {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("order " + number + " has no lines: it needs one or more");
        }
    }
}
