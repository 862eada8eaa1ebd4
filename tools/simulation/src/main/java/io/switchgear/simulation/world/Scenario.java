package io.switchgear.simulation.world;

import java.util.random.RandomGenerator;

/**
 * What happens to a guard.
 *
 * @param name its column in a table
 * @param load the requests
 * @param service what they are for
 * @param shortest the shortest fault, in seconds
 * @param longest the longest fault, in seconds; each seed has a length of its own
 * @param after seconds to look at after the fault
 * @param parts parts of the service, or instances of the caller; a request belongs to one of them by chance
 * @param guards guards: one for all, or one for each part
 * @param timeoutSeconds the patience of a caller; 0 for a service that has its own end
 * @param retries attempts after a first one that has failed; a rejection is not retried
 */
public record Scenario(
        String name,
        Load load,
        Service.Maker service,
        double shortest,
        double longest,
        double after,
        int parts,
        int guards,
        double timeoutSeconds,
        int retries) {
    /** Seconds before the fault, in which every window fills. */
    static final double BEFORE = 15;

    /** A scenario of one caller with one guard. */
    public static Scenario of(String name, Load load, Service.Maker service, double shortest, double longest) {
        return new Scenario(name, load, service, shortest, longest, 60, 1, 1, 0, 0);
    }

    /** The same with another name. */
    public Scenario named(String other) {
        return new Scenario(other, load, service, shortest, longest, after, parts, guards, timeoutSeconds, retries);
    }

    /** The same with more time after the fault. */
    public Scenario after(double seconds) {
        return new Scenario(name, load, service, shortest, longest, seconds, parts, guards, timeoutSeconds, retries);
    }

    /** The same in parts, with one guard or with one for each. */
    public Scenario parts(int count, boolean keyed) {
        return new Scenario(
                name, load, service, shortest, longest, after, count, keyed ? count : 1, timeoutSeconds, retries);
    }

    /** The same with callers who give up and try again. */
    public Scenario impatient(double timeout, int again) {
        return new Scenario(name, load, service, shortest, longest, after, parts, guards, timeout, again);
    }

    Fault fault(RandomGenerator random) {
        double length = shortest + (longest - shortest) * random.nextDouble();
        return new Fault(VirtualTime.seconds(BEFORE), VirtualTime.seconds(BEFORE + length));
    }
}
