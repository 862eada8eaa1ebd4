// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.recovery.Backoff;
import io.switchgear.time.Ticker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The description of a {@link Fleet}. Mistakes are told, all at once, by {@code join}. Not thread-safe.
 *
 * @since 0.1
 */
public final class FleetBuilder {
    private static final Backoff EVERY =
            Backoff.exponential(Duration.ofSeconds(2)).upTo(Duration.ofSeconds(10));

    private final String name;
    private final FleetStore store;
    private Quorum quorum = Quorum.DEFAULT;
    private Backoff probeEvery = EVERY;
    private String group = "";
    private String instance;
    private boolean earlyVotes = true;
    private @Nullable ScheduledExecutorService scheduler;
    private Ticker ticker = Ticker.system();
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

    FleetBuilder(String name, FleetStore store) {
        this.name = name;
        this.store = store;
        this.instance = Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    /**
     * Sets the number of instances whose evidence opens the breaker of all.
     *
     * @param votes the quorum; default: {@link Quorum#DEFAULT}
     * @return this builder
     */
    public FleetBuilder quorum(Quorum votes) {
        quorum = votes;
        return this;
    }

    /**
     * Sets the waits of the fleet before a probe. Since one instance probes for all, they can be shorter than those of a
     * breaker alone, which stay for the time in which the store does not answer.
     *
     * @param waits the waits, up to one hour; default: 2 s, doubling up to 10 s
     * @return this builder
     */
    public FleetBuilder probeEvery(Backoff waits) {
        probeEvery = waits;
        return this;
    }

    /**
     * Sets the group. Only instances of one group share: those of a zone, or the canaries.
     *
     * @param shared the group, at most 100 characters; default: empty, for all instances of the fleet
     * @return this builder
     */
    public FleetBuilder group(String shared) {
        group = shared;
        return this;
    }

    /**
     * Sets the name of this instance, as the others will read it.
     *
     * @param unique the name, different in each instance; not blank, at most 64 characters; default: a random number
     * @return this builder
     */
    public FleetBuilder instance(String unique) {
        instance = unique;
        return this;
    }

    /**
     * Decides whether a run of five failures over 250 ms votes, without waiting for the breaker's own rule: two instances that
     * agree are better evidence than one that waits. In a simulation of 200 instances it halves the calls that are spent on
     * finding out. The price is that the fleet also opens, for its first wait, in a disturbance of half a second.
     *
     * @param wanted whether such a run votes; default: true
     * @return this builder
     */
    public FleetBuilder earlyVotes(boolean wanted) {
        earlyVotes = wanted;
        return this;
    }

    /**
     * Sets the scheduler that runs the fleet.
     *
     * @param single runs one task at a time; is not shut down; default: a daemon thread of the fleet's own
     * @return this builder
     */
    public FleetBuilder scheduler(ScheduledExecutorService single) {
        scheduler = Objects.requireNonNull(single, "single");
        return this;
    }

    /**
     * Sets the clock.
     *
     * @param clock the clock; default: the system's
     * @return this builder
     */
    public FleetBuilder ticker(Ticker clock) {
        ticker = clock;
        return this;
    }

    /**
     * Sets the source of random numbers, for jitter and the tokens of leases.
     *
     * @param source the source; thread-safe; default: that of the current thread
     * @return this builder
     */
    public FleetBuilder random(RandomGenerator source) {
        random = source;
        return this;
    }

    /**
     * Joins all breakers of a registry, including those added later. Keyed breakers and breakers in shedding mode take no
     * part.
     *
     * @param registry the registry
     * @return the fleet; close it to leave
     * @throws io.switchgear.InvalidConfigException if a setting is wrong, or a breaker has joined a fleet before; it lists
     *     every mistake
     */
    public Fleet join(CircuitBreakerRegistry registry) {
        FleetSettings settings = settings(List.copyOf(registry.all()));
        return new Fleet(settings, scheduler == null, List.of(), registry);
    }

    /**
     * Joins breakers.
     *
     * @param breakers the breakers, each with another name
     * @return the fleet; close it to leave
     * @throws io.switchgear.InvalidConfigException if a setting is wrong, or a breaker has joined a fleet before or is in
     *     shedding mode; it lists every mistake
     */
    public Fleet join(CircuitBreaker... breakers) {
        List<CircuitBreaker> joining = List.of(breakers);
        FleetErrors problems = new FleetErrors();
        for (CircuitBreaker each : joining) {
            if (!each.config().shedding().isOff()) {
                problems.wrong(
                        "join",
                        each.name(),
                        "is in shedding mode, which a fleet cannot share: switch shedding off or leave it out");
            }
        }
        return new Fleet(settings(joining, problems), scheduler == null, joining);
    }

    private FleetSettings settings(List<CircuitBreaker> joining) {
        return settings(joining, new FleetErrors());
    }

    private FleetSettings settings(List<CircuitBreaker> joining, FleetErrors problems) {
        problems.text("name", name, FleetErrors.LONGEST_NAME);
        problems.text("instance", instance, FleetErrors.LONGEST_INSTANCE);
        problems.present("store", store);
        problems.present("ticker", ticker);
        problems.present("random", random);
        problems.present("group", group);
        if (group != null) {
            problems.line("group", group, FleetErrors.LONGEST_NAME);
        }
        problems.quorum(quorum);
        problems.probeEvery(probeEvery);
        Set<String> names = new HashSet<>();
        for (CircuitBreaker each : joining) {
            if (!names.add(each.name()) || each.config().probeGate() instanceof FleetGate) {
                problems.wrong("join", each.name(), "has joined before: leave that fleet first by closing it");
            }
        }
        problems.throwIfAny(name);
        return new FleetSettings(
                name,
                group,
                instance,
                store,
                quorum,
                probeEvery,
                earlyVotes,
                scheduler == null ? ownThread(name) : scheduler,
                ticker,
                random,
                ticker.nanos());
    }

    private static ScheduledExecutorService ownThread(String fleet) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "switchgear-fleet-" + fleet);
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        return thread;
    }
}
