// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Made;
import io.switchgear.Reconfiguration;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.StateChange.Kind;
import io.switchgear.recovery.Backoff;
import io.switchgear.rig.BrokenAtWill;
import io.switchgear.rig.BrokenAtWill.OwnWaits;
import io.switchgear.support.Durations;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a {@link NaiveBreaker} gets from one phase to the next, by itself and by hand. Not thread-safe. */
public final class NaiveMoves {
    private final NaiveBreaker breaker;
    private final NaiveBooks books;

    public NaiveMoves(NaiveBreaker breaker) {
        this.breaker = breaker;
        this.books = breaker.books;
    }

    public NaivePhase first(State state) {
        NaivePhase first = new NaivePhase(state, books.now, null, state == State.CLOSED);
        if (state == State.OPEN) {
            first.knows(1, waitFor(1, 0), null);
        } else if (state == State.HALF_OPEN) {
            first.knows(1, 0, null);
            first.plan = breaker.config.halfOpen();
        } else if (state == State.METRICS_ONLY) {
            first.beside = breaker.beside();
        }
        return begun(first);
    }

    // By itself.

    public void open(long at, int attempt, String reason, @Nullable TripRule rule, Metrics metrics) {
        long wait = waitFor(attempt, breaker.phase.hintLeft(at));
        StateChange change = change(
                State.OPEN,
                rule == null ? Kind.PROBES : Kind.RULE,
                at,
                reason,
                rule,
                metrics,
                Optional.of(Duration.ofNanos(wait)));
        NaivePhase open = new NaivePhase(State.OPEN, at, change, false);
        open.knows(attempt, wait, change);
        open.ownTrip = change;
        go(open);
    }

    public void halfOpen(long at) {
        String reason = "the wait of " + Durations.text(breaker.phase.waited) + " is over";
        NaivePhase halfOpen =
                new NaivePhase(State.HALF_OPEN, at, change(State.HALF_OPEN, Kind.WAIT_OVER, at, reason), false);
        halfOpen.plan = breaker.config.halfOpen();
        go(sameOutage(halfOpen));
    }

    public void afterProbes(long at, String reason, Metrics metrics) {
        afterOutage(at, Kind.PROBES, reason, metrics);
    }

    private void afterOutage(long at, Kind kind, String reason, Metrics metrics) {
        var ramp = breaker.config.ramp();
        boolean ramps = !ramp.duration().isZero();
        State to = ramps ? State.HALF_OPEN : State.CLOSED;
        String why = ramps ? reason + ", ramping up over " + Durations.text(ramp.duration()) : reason;
        NaivePhase next = new NaivePhase(to, at, change(to, kind, at, why, null, metrics, Optional.empty()), true);
        next.ramp = ramps ? ramp : null;
        go(sameOutage(next));
    }

    /** At the end of a ramp. */
    public void close(long at) {
        String reason = "the ramp of " + Durations.text(breaker.phase.ramp.duration()) + " is over";
        Metrics metrics = breaker.phase.metrics(at, breaker.config, books.inFlight(), true);
        StateChange change = change(State.CLOSED, Kind.RAMP_OVER, at, reason, null, metrics, Optional.empty());
        go(sameOutage(new NaivePhase(State.CLOSED, at, change, true)));
    }

    public void shed(int openings, String reason, TripRule rule, Metrics metrics) {
        StateChange change = change(State.SHEDDING, Kind.RULE, books.now, reason, rule, metrics, Optional.empty());
        NaivePhase next = new NaivePhase(State.SHEDDING, books.now, change, true);
        next.knows(openings, 0, change);
        next.ownTrip = change;
        next.shedding = new NaiveShedding(breaker, rule, metrics);
        go(next);
    }

    public void closeAfterShedding(long at) {
        String reason = "nothing was shed for " + Durations.text(breaker.phase.shedding.window());
        Metrics metrics = breaker.phase.metrics(at, breaker.config, books.inFlight(), true);
        StateChange change = change(State.CLOSED, Kind.SHEDDING_OVER, at, reason, null, metrics, Optional.empty());
        go(sameOutage(new NaivePhase(State.CLOSED, at, change, true)));
    }

    // By hand.

    public void hold(State state, String reason) {
        if (breaker.phase.state != state) {
            NaivePhase held = new NaivePhase(state, books.now, change(state, Kind.BY_HAND, books.now, reason), false);
            held.beside = state == State.METRICS_ONLY ? breaker.beside() : null;
            go(sameOutageIfSoon(held));
        }
    }

    public boolean openUnlessHeld(Duration wait, String reason) {
        boolean opens = !Made.isManual(breaker.phase.state);
        if (opens) {
            openFor(wait, reason, Kind.EXTERNAL);
        }
        return opens;
    }

    public boolean recover(String reason) {
        NaivePhase phase = breaker.phase;
        boolean recovers = phase.state == State.OPEN || phase.plan != null || phase.shedding != null;
        if (recovers) {
            afterOutage(books.now, Kind.EXTERNAL, reason, NaiveView.metrics(breaker));
        }
        return recovers;
    }

    public void openFor(Duration wait, String reason) {
        openFor(wait, reason, Kind.BY_HAND);
    }

    private void openFor(Duration wait, String reason, Kind kind) {
        int attempt = isOutageOver() ? 0 : breaker.phase.attempt;
        StateChange ownTrip = isOutageOver() ? null : breaker.phase.ownTrip;
        Metrics metrics = NaiveView.metrics(breaker);
        StateChange change = change(State.OPEN, kind, books.now, reason, null, metrics, Optional.of(wait));
        NaivePhase open = new NaivePhase(State.OPEN, books.now, change, false);
        open.knows(attempt, wait.toNanos(), change);
        open.ownTrip = ownTrip;
        go(open);
    }

    public void release(String reason) {
        if (Made.isManual(breaker.phase.state)) {
            go(sameOutageIfSoon(new NaivePhase(
                    State.CLOSED, books.now, change(State.CLOSED, Kind.BY_HAND, books.now, reason), true)));
        }
    }

    public void reset(String reason) {
        go(new NaivePhase(State.CLOSED, books.now, change(State.CLOSED, Kind.RESET, books.now, reason), true));
    }

    public void reconfigure(CircuitBreakerConfig config) {
        long sequence = sequence();
        books.events.add(new Reconfiguration(breaker.name, breaker.config, config, sequence, books.instant(books.now)));
        adopt(breaker, config);
    }

    private static void adopt(NaiveBreaker breaker, CircuitBreakerConfig config) {
        breaker.config = config;
        NaivePhase phase = breaker.phase;
        if (phase.counts && phase.shedding == null && !config.window().equals(phase.shape)) {
            phase.look(config.window(), breaker.books.now);
        }
        long limit = NaiveRules.stuckLimit(config.tripRule());
        if (phase.counts && limit != phase.stuckLimit) {
            phase.watch(limit, breaker.books.now);
        }
        if (phase.beside != null) {
            adopt(phase.beside, config);
        }
    }

    // Both.

    private void go(NaivePhase next) {
        NaivePhase before = breaker.phase;
        breaker.phase = begun(next);
        if (before.beside != null) {
            before.beside.phase = new NaivePhase(State.DISABLED, books.now, null, false);
        }
        if (!breaker.isShadow) {
            books.events.add(next.change);
        }
    }

    private NaivePhase begun(NaivePhase phase) {
        if (phase.counts) {
            phase.look(phase.shedding == null ? breaker.config.window() : phase.shedding.shape(), phase.since);
            phase.watch(NaiveRules.stuckLimit(breaker.config.tripRule()), phase.since);
        }
        return phase;
    }

    private NaivePhase sameOutage(NaivePhase next) {
        next.knows(breaker.phase.attempt, breaker.phase.waited, breaker.phase.trip);
        next.ownTrip = breaker.phase.ownTrip;
        return next;
    }

    /** An outage is over when the breaker has been closed, or held, for as long as its last wait. */
    private boolean isOutageOver() {
        NaivePhase phase = breaker.phase;
        boolean closedOrHeld = phase.state == State.CLOSED || Made.isManual(phase.state);
        return closedOrHeld && books.now - phase.since >= phase.waited;
    }

    private NaivePhase sameOutageIfSoon(NaivePhase next) {
        if (isOutageOver()) {
            next.knows(0, 0, breaker.phase.trip);
            return next;
        }
        return sameOutage(next);
    }

    private long sequence() {
        return breaker.phase.change == null ? 0 : breaker.phase.change.sequence();
    }

    private StateChange change(State to, Kind kind, long at, String reason) {
        return change(to, kind, at, reason, null, NaiveView.metrics(breaker), Optional.empty());
    }

    private StateChange change(
            State to,
            Kind kind,
            long at,
            String reason,
            @Nullable TripRule rule,
            Metrics metrics,
            Optional<Duration> openFor) {
        return Made.stateChange(
                breaker.name,
                breaker.phase.state,
                to,
                kind,
                reason,
                Optional.ofNullable(rule),
                metrics,
                openFor,
                sequence() + 1,
                books.instant(at));
    }

    /** A pause of the trickle. */
    public long pause(Backoff trickle, int attempt) {
        return shortened(trickle, attempt, books.callbacks.chanceTaken());
    }

    /** The longer of the back-off's wait, less some jitter, and of what is left of the hint, stretched by some. */
    private long waitFor(int attempt, long hint) {
        Backoff plan = breaker.config.backoff();
        double chance = books.callbacks.chanceTaken();
        long wait;
        OwnWaits own = books.callbacks.ownWaits(plan);
        if (own == null) {
            wait = shortened(plan, attempt, chance);
        } else if (books.callbacks.works(BrokenAtWill.Kind.BACKOFF)) {
            wait = own.wait(attempt).toNanos();
        } else {
            wait = shortened(Backoff.DEFAULT, attempt, chance);
        }
        return hint == 0 ? wait : Math.max(wait, spread(hint, plan.jitter() * chance));
    }

    /** Up to the longest hint that is followed; one that is cut to it is shortened instead. */
    private long spread(long hint, double share) {
        long longest = breaker.config.maxHint().toNanos();
        if (hint + (long) (hint * share) <= longest) {
            return (long) (hint * (1 + share));
        }
        return hint < longest ? hint + (long) ((longest - hint) * share) : longest - (long) (longest * share);
    }

    private static long shortened(Backoff plan, int attempt, double chance) {
        double grown = plan.first().toNanos();
        for (int again = 1; again < attempt; again++) {
            grown *= plan.factor();
        }
        long wait = Math.min((long) grown, plan.cap().toNanos());
        return wait - (long) (wait * plan.jitter() * chance);
    }
}
