// SPDX-License-Identifier: Apache-2.0
package io.switchgear.simulation.world;

import io.switchgear.simulation.world.Attempt.Request;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario: a loop over events in virtual time, on one thread. Load, service and guards have a source of chance
 * each, so that all guards see the same requests with one seed. Not thread-safe.
 */
public final class World {
    private final VirtualTime time = new VirtualTime();
    /** The events to come, earliest first; of those at the same moment, the one that was put in first. */
    private final PriorityQueue<Event> agenda =
            new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::order));

    private long events;
    private final Scenario scenario;
    private final RandomGenerator chance;
    private final Fault fault;
    private final Service service;
    private final Guard[] guards;
    private final Tally tally;

    private record Event(long nanos, long order, Runnable action) {}

    private World(Scenario scenario, Guard.Maker maker, long seed) {
        this.scenario = scenario;
        this.chance = random(3 * seed);
        this.fault = scenario.fault(chance);
        this.service = scenario.service().make(this, fault, random(3 * seed + 1));
        this.guards = new Guard[scenario.guards()];
        RandomGenerator guardsChance = random(3 * seed + 2);
        for (int i = 0; i < guards.length; i++) {
            guards[i] = maker.make(time, guardsChance);
        }
        this.tally = new Tally(fault, scenario.after(), guards);
    }

    /** Runs a scenario once. The same seed gives the same score. */
    public static Score run(Scenario scenario, Guard.Maker maker, long seed) {
        World world = new World(scenario, maker, seed);
        world.run();
        return world.tally.score(world.service);
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private void run() {
        long end = fault.endNanos() + VirtualTime.seconds(scenario.after());
        long arrival = scenario.load().after(0, fault, chance);
        while (arrival < end) {
            if (!happen(arrival)) {
                time.moveTo(arrival);
                arrive();
                arrival = scenario.load().after(arrival, fault, chance);
            }
        }
        // Those still out at the end: their requests are in the score as requests, so their answers must be too.
        long last = end + 2 * VirtualTime.SECOND - 1;
        while (happen(last)) {
            // One after the other.
        }
    }

    /** Has the next event happen; {@return whether there was one until then} */
    private boolean happen(long untilNanos) {
        Event next = agenda.peek();
        if (next == null || next.nanos > untilNanos) {
            return false;
        }
        agenda.remove();
        time.moveTo(next.nanos);
        next.action.run();
        return true;
    }

    private void arrive() {
        int part = scenario.parts() == 1 ? 0 : chance.nextInt(scenario.parts());
        tally.requested(time.nanos());
        if (fault.holds(time.nanos())) {
            service.offered(part);
        }
        attempt(new Request(part, scenario.retries(), time.nanos()));
    }

    private void attempt(Request request) {
        int index = guardOf(request.part());
        @Nullable Object admission = guards[index].admit();
        if (admission == null) {
            tally.rejected(time.nanos());
            return;
        }
        tally.admitted(time.nanos(), index);
        Attempt attempt = new Attempt(this, request, admission);
        if (scenario.timeoutSeconds() > 0) {
            in(VirtualTime.seconds(scenario.timeoutSeconds()), attempt::timeOut);
        }
        service.begin(attempt);
    }

    /** An attempt has ended, for its caller. */
    void ended(Attempt attempt, Object admission, long beginNanos, boolean success) {
        Request request = attempt.request;
        int index = guardOf(request.part());
        guards[index].settle(admission, success);
        tally.settled(time.nanos(), index);
        if (success) {
            tally.answered(request.beginNanos());
            return;
        }
        tally.failed(beginNanos);
        if (request.retries() > 0) {
            attempt(request.again());
        }
    }

    private int guardOf(int part) {
        return guards.length == 1 ? 0 : part;
    }

    /** {@return the time} */
    public long now() {
        return time.nanos();
    }

    /** Has something happen later. */
    public void in(long delayNanos, Runnable event) {
        agenda.add(new Event(time.nanos() + delayNanos, events++, event));
    }
}
