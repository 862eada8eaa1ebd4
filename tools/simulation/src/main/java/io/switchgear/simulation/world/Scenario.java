// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.world;

import java.util.random.RandomGenerator;

/**
 * A scenario for a guard.
 *
 * @param name the name of its column in a table
 * @param load the requests
 * @param service the service that they are for
 * @param shortest the shortest fault, in seconds
 * @param longest the longest fault, in seconds; the length differs by seed
 * @param after the seconds evaluated after the fault
 * @param parts the parts of the service, or instances of the caller; a request belongs to a random one
 * @param guards the number of guards: one for all, or one for each part
 * @param timeoutSeconds the timeout of a caller; 0 for a service that always answers
 * @param retries the attempts after a failed first one; a rejection is not retried
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
    /** The seconds before the fault, in which every window fills. */
    static final double BEFORE = 15;

    /** Creates a scenario of one caller with one guard. */
    public static Scenario of(String name, Load load, Service.Maker service, double shortest, double longest) {
        return new Scenario(name, load, service, shortest, longest, 60, 1, 1, 0, 0);
    }

    /** Returns this scenario with another name. */
    public Scenario named(String other) {
        return new Scenario(other, load, service, shortest, longest, after, parts, guards, timeoutSeconds, retries);
    }

    /** Returns this scenario with more time after the fault. */
    public Scenario after(double seconds) {
        return new Scenario(name, load, service, shortest, longest, seconds, parts, guards, timeoutSeconds, retries);
    }

    /** Returns this scenario in parts, with one guard or with one for each. */
    public Scenario parts(int count, boolean keyed) {
        return new Scenario(
                name, load, service, shortest, longest, after, count, keyed ? count : 1, timeoutSeconds, retries);
    }

    /** Returns this scenario with callers that time out and retry. */
    public Scenario impatient(double timeout, int again) {
        return new Scenario(name, load, service, shortest, longest, after, parts, guards, timeout, again);
    }

    Fault fault(RandomGenerator random) {
        double length = shortest + (longest - shortest) * random.nextDouble();
        return new Fault(VirtualTime.seconds(BEFORE), VirtualTime.seconds(BEFORE + length));
    }
}
