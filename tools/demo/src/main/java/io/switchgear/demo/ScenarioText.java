// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import java.util.List;
import java.util.Optional;

/**
 * The texts of a scenario. Immutable.
 *
 * @param title the topic
 * @param thing the dependency that breaks, in one word
 * @param calling the action of the two clients, following "both"
 * @param clients the difference between the two clients, and further remarks, in lines
 * @param source the source file of the application
 * @param counting who counted the calls that reached the faulty dependency, in one sentence
 * @param comparesBreakers whether both clients have a breaker, one that opens and one that sheds
 */
record ScenarioText(
        String title,
        String thing,
        String calling,
        List<String> clients,
        Optional<String> source,
        String counting,
        boolean comparesBreakers) {
    static final String COUNTED_BY_THE_SERVICE =
            "Calls were counted by the service; while it was killed, by the clients that tried to reach it.";

    /** Creates the texts of two clients of which one has a breaker. */
    ScenarioText(
            String title,
            String thing,
            String calling,
            List<String> clients,
            Optional<String> source,
            String counting) {
        this(title, thing, calling, clients, source, counting, false);
    }

    /** {@return the client that is compared, as a heading} */
    String other() {
        return comparesBreakers ? "breaker that opens" : "without breaker";
    }

    /** {@return the client that is shown in full, as a heading} */
    String shown() {
        return comparesBreakers ? "breaker that sheds" : "with breaker";
    }
}
