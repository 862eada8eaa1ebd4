// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.Permit;
import io.switchgear.State;
import io.switchgear.recovery.Backoff;
import io.switchgear.recovery.Ramp;
import io.switchgear.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Many instances in virtual time, each with a real breaker, a real fleet and callers of its own, before one dependency that
 * is up or down, and one store. The same seed gives the same run.
 */
final class World {
    static final String BREAKER = "payments";
    private static final Duration ONE_WAY = Duration.ofMillis(1);
    private static final long SLICE_NANOS = Duration.ofMillis(100).toNanos();

    final VirtualTime time = new VirtualTime();
    final RandomGenerator random;
    final InMemoryStore store = new InMemoryStore(this::storeNanos, Runnable::run);
    final List<Instance> instances = new ArrayList<>();

    /** How much the store's clock is ahead. */
    private Duration ahead = Duration.ofHours(1);

    private Ramp ramp = Ramp.off();
    private boolean up = true;
    /** How long each call takes. */
    private Duration callTime = Duration.ofMillis(20);
    /** The share of the calls that fail while it is up. */
    private double failing;

    private long downAtNanos;
    private long upAtNanos;
    private long calls;
    private long toTheDead;
    private long probesToTheDead;
    private long sliceStart;
    private int inSlice;
    private int mostInSlice;

    World(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private long storeNanos() {
        return time.ticker().nanos() + ahead.toNanos();
    }

    /** Moves the store's clock back by an hour. */
    void stepBack() {
        ahead = Duration.ZERO;
    }

    /** A ramp for all instances that are added later. */
    World ramp(Duration duration) {
        ramp = Ramp.over(duration);
        return this;
    }

    /** Instances that share nothing. */
    World alone(int count, double callsPerSecond) {
        return add(count, callsPerSecond, null);
    }

    World fleet(int count, double callsPerSecond) {
        return fleet(count, callsPerSecond, fleet -> fleet);
    }

    World fleet(int count, double callsPerSecond, UnaryOperator<FleetBuilder> settings) {
        return add(count, callsPerSecond, settings);
    }

    private World add(
            int count, double callsPerSecond, @org.jspecify.annotations.Nullable UnaryOperator<FleetBuilder> settings) {
        for (int i = 0; i < count; i++) {
            instances.add(new Instance("shop-" + instances.size(), callsPerSecond, settings));
        }
        return this;
    }

    void down() {
        up = false;
        downAtNanos = time.ticker().nanos();
    }

    void up() {
        up = true;
        upAtNanos = time.ticker().nanos();
    }

    void callsTake(Duration each) {
        callTime = each;
    }

    void failing(double share) {
        failing = share;
    }

    void runFor(Duration duration) {
        time.runFor(duration);
    }

    /** Lets time pass until a condition holds, in steps of 10 ms; returns the time that it took, or the limit. */
    Duration runUntil(java.util.function.BooleanSupplier condition, Duration limit) {
        Duration taken = Duration.ZERO;
        Duration step = Duration.ofMillis(10);
        while (!condition.getAsBoolean() && taken.compareTo(limit) < 0) {
            time.runFor(step);
            taken = taken.plus(step);
        }
        return taken;
    }

    long in(State state) {
        return instances.stream().filter(each -> each.breaker.state() == state).count();
    }

    boolean allIn(State state) {
        return in(state) == instances.size();
    }

    /** Calls that reached the dependency while it was down. */
    long toTheDead() {
        return toTheDead;
    }

    /** Of these, the ones that half-open breakers let through. */
    long probesToTheDead() {
        return probesToTheDead;
    }

    /** The most probes in any 100 ms since 2.5 s after the dependency went down. */
    int mostProbesAtOnce() {
        return mostInSlice;
    }

    long calls() {
        return calls;
    }

    Duration sinceUp() {
        return Duration.ofNanos(time.ticker().nanos() - upAtNanos);
    }

    void close() {
        instances.forEach(each -> each.fleet.ifPresent(Fleet::close));
    }

    private void countProbe() {
        probesToTheDead++;
        long now = time.ticker().nanos();
        if (now - downAtNanos < Duration.ofMillis(2_500).toNanos()) {
            return;
        }
        if (now - sliceStart >= SLICE_NANOS) {
            sliceStart = now;
            inSlice = 0;
        }
        mostInSlice = Math.max(mostInSlice, ++inSlice);
    }

    /** One process. */
    final class Instance {
        final String name;
        final CircuitBreaker breaker;
        final Link link = new Link(store, time, ONE_WAY);
        final Optional<Fleet> fleet;
        private final double callsPerSecond;
        /** A path of its own to the dependency that is broken. */
        boolean badPath;
        /** It makes no more calls. */
        boolean dead;

        Instance(
                String name,
                double callsPerSecond,
                @org.jspecify.annotations.Nullable UnaryOperator<FleetBuilder> settings) {
            this.name = name;
            this.callsPerSecond = callsPerSecond;
            this.breaker = CircuitBreaker.of(BREAKER, World.this::timed);
            this.fleet = Optional.ofNullable(settings)
                    .map(each -> each.apply(Fleet.of("shop", link)
                                    .instance(name)
                                    .scheduler(time.scheduler())
                                    .ticker(time.ticker())
                                    .random(random))
                            .join(breaker));
            next();
        }

        FleetView view() {
            return fleet.orElseThrow().view(BREAKER).orElseThrow();
        }

        private void next() {
            double gap = -Math.log(1 - random.nextDouble()) / callsPerSecond;
            time.scheduler().schedule(this::call, (long) (gap * 1e9), TimeUnit.NANOSECONDS);
        }

        private void call() {
            if (dead) {
                return;
            }
            next();
            calls++;
            Optional<Permit> permit = breaker.tryAcquire();
            if (permit.isEmpty()) {
                return;
            }
            boolean probe = breaker.state() == State.HALF_OPEN;
            boolean works = up && !badPath && random.nextDouble() >= failing;
            if (!up) {
                toTheDead++;
                if (probe) {
                    countProbe();
                }
            }
            time.scheduler().schedule(() -> end(permit.get(), works), callTime.toMillis(), TimeUnit.MILLISECONDS);
        }

        private static void end(Permit permit, boolean works) {
            if (works) {
                permit.success();
            } else {
                permit.failure();
            }
        }
    }

    private CircuitBreakerConfigBuilder timed(CircuitBreakerConfigBuilder config) {
        return config.ticker(time.ticker())
                .instantSource(time.instantSource())
                .random(random)
                .ramp(ramp)
                .logChanges(false);
    }

    /** Short waits of the fleet, for tests of several rounds. */
    static UnaryOperator<FleetBuilder> every(Duration wait) {
        return fleet -> fleet.probeEvery(Backoff.fixed(wait));
    }
}
