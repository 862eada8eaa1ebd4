// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Registration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a service that call the same dependencies, and share what their breakers know through a store. When
 * enough of them have found out that a dependency is down, all open; one at a time probes for all; and all come back
 * together.
 *
 * <pre>{@code
 * Fleet fleet = Fleet.of("shop", store).join(registry);
 * }</pre>
 *
 * <p>The breakers decide about calls, alone and at once: no call ever waits for the store. While the store does not answer,
 * each breaker goes by its own rules. A breaker in shedding mode takes no part. Keyed breakers are not shared.
 *
 * <p>A fleet has one thread of its own. Close it to leave: the breakers go on alone. Thread-safe.
 *
 * @since 0.1
 */
public final class Fleet implements AutoCloseable {
    private static final long TICK_MILLIS = 250;
    private static final int MOST_TRIES = 3;

    private final FleetSettings settings;
    private final boolean ownScheduler;
    private final FleetEvents events;
    private final Map<String, FleetMember> members = new ConcurrentSkipListMap<>();
    private final Registration watching;
    private final Future<?> ticking;
    private final Optional<Registration> membership;

    Fleet(FleetSettings settings, boolean ownScheduler, List<CircuitBreaker> breakers) {
        this(settings, ownScheduler, breakers, null);
    }

    Fleet(
            FleetSettings settings,
            boolean ownScheduler,
            List<CircuitBreaker> breakers,
            @Nullable CircuitBreakerRegistry registry) {
        this.settings = settings;
        this.ownScheduler = ownScheduler;
        this.events = new FleetEvents(settings);
        this.watching = settings.store().watch(settings.name(), settings.group(), this::pushed);
        breakers.forEach(this::join);
        this.membership =
                Optional.ofNullable(registry).map(all -> all.onMembershipChange(name -> catchUp(name, all.find(name))));
        if (registry != null) {
            registry.all().forEach(each -> catchUp(each.name(), Optional.of(each)));
        }
        this.ticking = settings.scheduler().scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Begins the description of a fleet.
     *
     * @param name the name that all its instances give; not blank, on one line, at most 100 characters
     * @param store the store that all its instances use
     * @return a builder with the default settings
     */
    public static FleetBuilder of(String name, FleetStore store) {
        return new FleetBuilder(name, store);
    }

    private void join(CircuitBreaker breaker) {
        members.put(breaker.name(), new FleetMember(settings, breaker, events));
    }

    /** A breaker of the registry was added or removed. */
    @SuppressWarnings("ReferenceEquality") // A breaker that was replaced under its name is another one.
    private synchronized void catchUp(String name, Optional<CircuitBreaker> present) {
        FleetMember before = members.get(name);
        if (before != null && (present.isEmpty() || before.breaker() != present.get())) {
            members.remove(name);
            before.leave();
            before = null;
        }
        if (before == null) {
            present.ifPresent(this::join);
        }
    }

    private void tick() {
        members.values().forEach(FleetMember::tick);
    }

    private void pushed(Scope scope, FleetRecord record) {
        FleetMember member = members.get(scope.breaker());
        if (member != null) {
            settings.scheduler().execute(() -> member.pushed(record));
        }
    }

    /** {@return the name that all its instances give} */
    public String name() {
        return settings.name();
    }

    /**
     * Returns what this instance knows about a breaker.
     *
     * @param breaker the breaker's name
     * @return the view; empty if no breaker with this name has joined
     */
    public Optional<FleetView> view(String breaker) {
        return Optional.ofNullable(members.get(breaker)).map(FleetMember::view);
    }

    /** {@return what this instance knows about each breaker that has joined, ordered by name} */
    public List<FleetView> views() {
        return members.values().stream().map(FleetMember::view).toList();
    }

    /**
     * Opens a breaker in all instances for a time, unless it is held by hand in an instance. Then one instance probes for
     * all.
     *
     * @param breaker the breaker's name; it has joined
     * @param time the time, more than zero and at most 24 hours
     * @param author the operator, as the others will read it; not blank
     * @param reason the reason; not blank
     * @return completes when the store has it; fails with an {@link IllegalStateException} if the store does not answer
     * @throws io.switchgear.InvalidConfigException if anything is wrong; it lists every mistake
     */
    public CompletableFuture<Void> hold(String breaker, Duration time, String author, String reason) {
        FleetErrors problems = new FleetErrors();
        problems.holdTime("time", time);
        FleetMember member = byHand(problems, breaker, author, reason);
        return move(member, FleetState.HELD, time, author, reason, MOST_TRIES);
    }

    /**
     * Ends an outage or a hold in all instances, as successful probes do: each breaker closes, through its ramp if it has
     * one.
     *
     * @param breaker the breaker's name; it has joined
     * @param author the operator, as the others will read it; not blank
     * @param reason the reason; not blank
     * @return completes when the store has it; fails with an {@link IllegalStateException} if the store does not answer
     * @throws io.switchgear.InvalidConfigException if anything is wrong; it lists every mistake
     */
    public CompletableFuture<Void> release(String breaker, String author, String reason) {
        FleetMember member = byHand(new FleetErrors(), breaker, author, reason);
        return move(member, FleetState.CLOSED, Duration.ZERO, author, reason, MOST_TRIES);
    }

    private FleetMember byHand(FleetErrors problems, String breaker, String author, String reason) {
        problems.text("author", author, FleetErrors.LONGEST_NAME);
        problems.text("reason", reason, FleetErrors.LONGEST_REASON);
        FleetMember member = breaker == null ? null : members.get(breaker);
        if (member == null) {
            problems.wrong("breaker", breaker, "has not joined: these have: " + String.join(", ", members.keySet()));
        }
        problems.throwIfAny(settings.name());
        return Objects.requireNonNull(member);
    }

    /** Moves the record; tries again if another instance was faster, since an operator's word counts. */
    private static CompletableFuture<Void> move(
            FleetMember member, FleetState to, Duration lasts, String author, String reason, int tries) {
        return member.moveByHand(to, lasts, author, reason)
                .exceptionally(thrown -> {
                    throw new IllegalStateException(
                            "the store has not answered: " + thrown.getMessage()
                                    + "; try again, or act on each instance",
                            thrown);
                })
                .thenCompose(record -> {
                    if (record.done()) {
                        return CompletableFuture.<Void>completedFuture(null);
                    }
                    if (tries <= 1) {
                        return CompletableFuture.failedFuture(
                                new IllegalStateException("other instances changed the record at the same time, "
                                        + MOST_TRIES + " times in a row: try again"));
                    }
                    return move(member, to, lasts, author, reason, tries - 1);
                });
    }

    /**
     * Registers a listener for events of the fleet. It runs on the fleet's thread, so it must be fast. An exception from it
     * is logged, once.
     *
     * @param listener the listener
     * @return the registration, which removes the listener when closed
     */
    public Registration onEvent(Consumer<? super FleetEvent> listener) {
        return events.register(Objects.requireNonNull(listener, "listener"));
    }

    /** Leaves the fleet. The breakers keep their states and go on alone. */
    @Override
    public void close() {
        membership.ifPresent(Registration::close);
        watching.close();
        ticking.cancel(false);
        synchronized (this) {
            members.values().forEach(FleetMember::leave);
            members.clear();
        }
        if (ownScheduler) {
            settings.scheduler().shutdownNow();
        }
    }
}
