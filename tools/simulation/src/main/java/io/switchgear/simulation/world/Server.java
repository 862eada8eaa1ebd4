// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.world;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.random.RandomGenerator;

/**
 * A service that its load can overload: it serves one call at a time, in exponentially distributed times, and the others
 * wait in a queue. It does not know when a caller has left, and serves that call anyway; calls that find the queue full are
 * refused at once.
 */
public final class Server implements Service, Runnable {
    private final World world;
    private final Fault fault;
    private final RandomGenerator random;
    private final double perSecond;
    private final double shareInFault;
    private final int places;
    private final Queue<Attempt> waiting = new ArrayDeque<>();

    private Server(
            World world, Fault fault, RandomGenerator random, double perSecond, double shareInFault, int places) {
        this.world = world;
        this.fault = fault;
        this.random = random;
        this.perSecond = perSecond;
        this.shareInFault = shareInFault;
        this.places = places;
    }

    /**
     * Creates a server with a queue.
     *
     * @param perSecond the number of calls that it can serve per second
     * @param shareInFault the share of that which remains during the fault
     * @param places the number of calls with a place, including the one being served
     */
    public static Service.Maker of(double perSecond, double shareInFault, int places) {
        return (world, fault, random) -> new Server(world, fault, random, perSecond, shareInFault, places);
    }

    @Override
    public void begin(Attempt attempt) {
        if (waiting.size() >= places) {
            attempt.end(false);
            return;
        }
        waiting.add(attempt);
        if (waiting.size() == 1) {
            serve();
        }
    }

    private void serve() {
        double rate = fault.holds(world.now()) ? perSecond * shareInFault : perSecond;
        world.in(VirtualTime.seconds(random.nextExponential() / rate), this);
    }

    /** The call being served is done. */
    @Override
    public void run() {
        Attempt served = waiting.remove();
        if (!waiting.isEmpty()) {
            serve();
        }
        served.end(true);
    }

    @Override
    public double possible(long requestsInFault) {
        return Math.min((double) requestsInFault, perSecond * shareInFault * fault.seconds());
    }
}
