package io.switchgear.demo;

import java.util.List;
import java.util.Optional;

/**
 * A scenario in words. Immutable.
 *
 * @param title what is to be seen
 * @param thing what breaks, in one word
 * @param calling what the two clients do, after "both"
 * @param clients what tells the two apart, and what else is to be known of them, in lines
 * @param source where to read the application
 * @param counting who counted the calls that reached the sick thing, in one sentence
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

    /** Of two clients of which one has a breaker. */
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
