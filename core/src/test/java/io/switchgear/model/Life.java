// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import static org.assertj.core.api.Assertions.fail;

import io.switchgear.BreakerEvent;
import io.switchgear.CallObserver;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerConfigBuilder;
import io.switchgear.Registration;
import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.outcome.Outcome;
import io.switchgear.rig.BrokenAtWill;
import io.switchgear.rig.ByHandMove;
import io.switchgear.rig.HandScheduler;
import io.switchgear.rig.Rig;
import io.switchgear.testkit.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A breaker and a {@link NaiveBreaker} that live the same life: whatever happens to one happens to the other, and {@link
 * #compare} holds everything that can be seen of them side by side. Not thread-safe.
 */
public final class Life {
    public final BrokenAtWill callbacks;
    public final ManualTicker ticker;
    public final @Nullable HandScheduler scheduler;
    public final CircuitBreaker real;
    public final NaiveBreaker naive;
    public final NaiveBooks books;
    /** How long the endings that ask for peace ask for it. */
    public Duration hint = Duration.ZERO;

    /** How often a probe gate was asked. */
    public long questions;

    private final List<Ear> ears = new ArrayList<>();
    private final List<Registration> observers = new ArrayList<>();
    private final List<String> observed = new ArrayList<>();
    private int observedBefore;

    /** A listener of the real breaker, with the place of its first event among all. */
    private static final class Ear {
        private final List<BreakerEvent> heard = new ArrayList<>();
        private final Class<? extends BreakerEvent> of;
        private @Nullable Registration registration;
        private int next;

        private Ear(Class<? extends BreakerEvent> of, int next) {
            this.of = of;
            this.next = next;
        }
    }

    /** The settings of both are added to what is needed to drive them. */
    public Life(
            BrokenAtWill callbacks,
            long startTicks,
            @Nullable HandScheduler scheduler,
            UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        this.callbacks = callbacks;
        this.ticker = new ManualTicker(startTicks);
        this.scheduler = scheduler;
        this.books = new NaiveBooks(callbacks, startTicks);
        callbacks.clock = ticker::advance;
        CircuitBreakerConfig config =
                settings.apply(driven(CircuitBreakerConfig.builder())).build();
        this.real = CircuitBreaker.of("life", config);
        this.naive = new NaiveBreaker("life", config, books);
        listen(false);
    }

    public CircuitBreakerConfigBuilder driven(CircuitBreakerConfigBuilder config) {
        long start = books.startTicks;
        config.random(callbacks.random())
                .ticker(ticker)
                .instantSource(() -> Rig.START.plusNanos(ticker.nanos() - start));
        return scheduler == null ? config : config.scheduler(scheduler);
    }

    public void advance(long nanos) {
        if (scheduler == null) {
            ticker.advance(Duration.ofNanos(nanos));
            books.now += nanos;
        } else {
            scheduler.advance(ticker, Duration.ofNanos(nanos));
            books.now += nanos;
            advanceIfDue(naive);
        }
    }

    private static void advanceIfDue(NaiveBreaker breaker) {
        breaker.advanceIfDue();
        if (breaker.phase.beside != null) {
            advanceIfDue(breaker.phase.beside);
        }
    }

    public void reconfigure(CircuitBreakerConfig config) {
        real.reconfigure(config);
        naive.moves.reconfigure(config);
    }

    public void byHand(ByHandMove move) {
        move.of(real, "why");
        switch (move) {
            case FORCE_OPEN -> naive.moves.hold(State.FORCED_OPEN, "forced open: why");
            case DISABLE -> naive.moves.hold(State.DISABLED, "disabled: why");
            case METRICS_ONLY -> naive.moves.hold(State.METRICS_ONLY, "metrics only: why");
            case RELEASE -> naive.moves.release("released: why");
            case RESET -> naive.moves.reset("reset: why");
        }
    }

    public void open(Duration wait) {
        real.open(wait, "why");
        naive.moves.openFor(wait, "opened: why");
    }

    public void openUnlessHeld(Duration wait) {
        same("whether it opened", real.openUnlessHeld(wait, "why"), naive.moves.openUnlessHeld(wait, "opened: why"));
    }

    public void recover() {
        same("whether it recovered", real.recover("why"), naive.moves.recover("recovered: why"));
    }

    // Those who watch.

    public void listen(boolean statesOnly) {
        Ear ear = new Ear(statesOnly ? StateChange.class : BreakerEvent.class, books.events.size());
        Consumer<BreakerEvent> listener = event -> {
            ear.heard.add(event);
            callbacks.endOf(BrokenAtWill.Kind.LISTENER);
        };
        Executor direct = Runnable::run;
        ear.registration = statesOnly ? real.onStateChange(listener, direct) : real.onEvent(listener, direct);
        ears.add(ear);
    }

    public void stopListening(int which) {
        if (!ears.isEmpty()) {
            Ear ear = ears.remove(which % ears.size());
            Objects.requireNonNull(ear.registration).close();
        }
    }

    public void observe() {
        books.observers++;
        observers.add(real.observeCalls(new CallObserver() {
            @Override
            public void settled(Outcome outcome, Duration took) {
                observed.add("settled " + outcome + " after " + took.toNanos());
                callbacks.endOf(BrokenAtWill.Kind.OBSERVER);
            }

            @Override
            public void abandoned(Duration took) {
                observed.add("abandoned after " + took.toNanos());
                callbacks.endOf(BrokenAtWill.Kind.OBSERVER);
            }

            @Override
            public void rejected(RejectionReason reason) {
                observed.add("rejected " + reason);
                callbacks.endOf(BrokenAtWill.Kind.OBSERVER);
            }
        }));
    }

    public void stopObserving() {
        if (!observers.isEmpty()) {
            observers.remove(0).close();
            books.observers--;
        }
    }

    public int watchers() {
        return ears.size() + observers.size();
    }

    // What is to be the same.

    public void compare() {
        same("the snapshot", real.snapshot(), NaiveView.snapshot(naive));
        same("the configuration", real.config(), naive.config);
        for (Ear ear : ears) {
            compare(ear);
        }
        same("what the gate was asked", callbacks.asked, books.asked);
        questions += callbacks.asked.size();
        callbacks.asked.clear();
        books.asked.clear();
        same("what observers heard", tail(observed), tail(books.observed));
        observedBefore = books.observed.size();
    }

    private List<String> tail(List<String> all) {
        return all.subList(Math.min(observedBefore, all.size()), all.size());
    }

    private void compare(Ear ear) {
        List<BreakerEvent> expected = new ArrayList<>();
        for (; ear.next < books.events.size(); ear.next++) {
            BreakerEvent event = books.events.get(ear.next);
            if (ear.of.isInstance(event)) {
                expected.add(event);
            }
        }
        if (!expected.isEmpty() || !ear.heard.isEmpty()) {
            same("what a listener heard", ear.heard, expected);
            ear.heard.clear();
        }
    }

    public void compareHealth() {
        same("the health", real.health(), NaiveView.health(naive));
        same("the text", real.toString(), "life has been " + naive.phase.state + " for " + text());
    }

    private String text() {
        return io.switchgear.support.Durations.text(books.now - naive.phase.since);
    }

    /** The text of a change leaves its figures out. */
    private static String inFull(@Nullable Object seen) {
        Object more = "";
        if (seen instanceof Snapshot snapshot) {
            more = snapshot.lastTrip().map(StateChange::metrics);
        } else if (seen instanceof List<?> list) {
            more = list.stream()
                    .map(each -> each instanceof StateChange change ? change.metrics() + " " + change.at() : "")
                    .toList();
        }
        return seen + " " + more;
    }

    public static void same(String what, @Nullable Object real, @Nullable Object naive) {
        if (!Objects.equals(real, naive)) {
            fail("%s differs.%n real: %s%nnaive: %s", what, inFull(real), inFull(naive));
        }
    }
}
