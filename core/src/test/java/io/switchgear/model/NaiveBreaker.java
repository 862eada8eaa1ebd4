// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.Made;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.counting.CallCounts;
import io.switchgear.model.NaiveBooks.Said;
import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.Outcome;
import io.switchgear.support.Durations;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contract as plain code: one thread, no cleverness, everything worked out anew each time it is asked for. The oracle of
 * random and of exhaustive lives. Not thread-safe.
 */
public final class NaiveBreaker {
    public final String name;
    public final NaiveBooks books;
    public final boolean isShadow;
    public final NaiveMoves moves;
    public final NaiveProbes probes;
    public final NaiveDoor door;
    private final NaiveGate gate;
    public CircuitBreakerConfig config;
    public NaivePhase phase;
    /** Why the last call was refused. */
    @Nullable
    public RejectionReason refusedFor;

    public NaiveBreaker(String name, CircuitBreakerConfig config, NaiveBooks books) {
        this(name, config, books, false, config.startIn());
    }

    private NaiveBreaker(String name, CircuitBreakerConfig config, NaiveBooks books, boolean isShadow, State first) {
        this.name = name;
        this.config = config;
        this.books = books;
        this.isShadow = isShadow;
        this.moves = new NaiveMoves(this);
        this.probes = new NaiveProbes(this);
        this.door = new NaiveDoor(this);
        this.gate = new NaiveGate(this);
        this.phase = moves.first(first);
    }

    /** One that runs beside the calls while the breaker only looks on. */
    public NaiveBreaker beside() {
        return new NaiveBreaker(name, config, books, true, State.CLOSED);
    }

    /** A call comes, in a way that measures each call or not: {@code null} when it is refused. */
    @Nullable
    public NaiveGuest admit(boolean measured) {
        NaiveGuest guest = door.enter(measured);
        if (guest == null) {
            books.tellRejected(refusedFor);
        } else {
            guest.observed = books.observers > 0;
            guest.began = books.now;
        }
        return guest;
    }

    /** A call is over. */
    public void settle(NaiveGuest guest, Outcome outcome, Said said) {
        if (guest.at != null) {
            guest.at.settleHere(guest, outcome, said);
        }
        if (guest.observed) {
            books.tellSettled(outcome, took(guest));
        }
    }

    /** The caller of a call gives it up. */
    public void giveUp(NaiveGuest guest) {
        boolean abandoned = guest.at != null && guest.at.giveUpHere(guest);
        if (guest.observed && abandoned) {
            books.tellAbandoned(took(guest));
        } else if (guest.observed) {
            books.tellSettled(Outcome.IGNORED, took(guest));
        }
    }

    /** The duration that observers hear: by the start that was measured or given, else by the admission. */
    private long took(NaiveGuest guest) {
        return books.now - (guest.start == NaiveGuest.UNKNOWN ? guest.began : guest.start);
    }

    /** A failure that belongs to no call: whether it was counted. */
    public boolean recordFailure(Said said) {
        if (phase.beside != null) {
            return phase.beside.recordFailure(said);
        }
        endByTime();
        if (phase.counts) {
            books.admitted++;
            books.settled[CallCounts.FAST_FAILURE]++;
            record(true, false, said);
            return true;
        }
        return false;
    }

    /** Whether a call that comes back still belongs to the phase that is current. */
    private boolean isInTime(NaiveGuest guest) {
        guest.phase.out.remove(guest);
        if (guest.phase == phase && phase.plan != null) {
            probes.expire();
        } else if (guest.phase == phase) {
            endByTime();
        }
        boolean current = guest.phase == phase && (phase.counts || phase.probesOut.remove(guest));
        if (!current) {
            books.late++;
            advanceIfDue();
        }
        return current;
    }

    private boolean giveUpHere(NaiveGuest guest) {
        if (!isInTime(guest)) {
            return false;
        }
        boolean known = guest.start != NaiveGuest.UNKNOWN;
        Duration bound = config.abandonedAfter().orElse(null);
        boolean abandoned = bound != null && known && books.now - guest.start > bound.toNanos();
        if (!abandoned) {
            books.ignored++;
            phase.silentlyIgnored++;
            phase.doubt |= phase.counts && !known && bound != null;
            return false;
        }
        books.abandoned++;
        String what = "given up after " + Durations.text(books.now - guest.start);
        LastFailure failure = Made.lastFailure(what, null);
        phase.abandoned(failure, books.now);
        books.failedAt(books.now);
        if (phase.plan != null) {
            probes.counted(CallCounts.FAST_FAILURE, books.now);
            probes.decide(failure);
        } else {
            askRules(true);
        }
        return true;
    }

    private void settleHere(NaiveGuest guest, Outcome outcome, Said said) {
        if (!isInTime(guest)) {
            return;
        }
        Duration limit = config.slowCallsOver().orElse(null);
        boolean slow = limit != null && guest.start != NaiveGuest.UNKNOWN && books.now - guest.start > limit.toNanos();
        if (outcome == Outcome.IGNORED) {
            books.ignored++;
            phase.silentlyIgnored++;
            phase.hinted(said.hint(), books.now);
        } else {
            books.settled[CallCounts.kind(outcome == Outcome.FAILURE, slow)]++;
            record(outcome == Outcome.FAILURE, slow, said);
        }
    }

    private void record(boolean failed, boolean slow, Said said) {
        boolean judged = phase.plan != null && slow && NaiveRules.judgesSlowCalls(config.tripRule());
        String what =
                "a probe slower than " + Durations.text(config.slowCallsOver().orElse(Duration.ZERO));
        LastFailure failure = failed ? said.failure(config.failureMessages()) : Made.lastFailure(what, null);
        if (failed || judged) {
            phase.hinted(failed ? said.hint() : null, books.now);
            phase.failed(failure, books.now);
            books.failedAt(books.now);
        } else {
            phase.succeeded();
        }
        if (phase.plan != null) {
            probes.counted(CallCounts.kind(failed || judged, slow), books.now);
            probes.decide(failure);
            return;
        }
        phase.window.record(CallCounts.kind(failed, slow), books.now);
        if (phase.shedding != null) {
            phase.shedding.counted(this, failed, slow);
        }
        askRules(failed || slow);
    }

    private void askRules(boolean bad) {
        long held = phase.held(books.now).calls();
        Metrics metrics = phase.metrics(books.now, config, books.inFlight(), true);
        List<TripRule> rules = phase.shedding == null
                ? NaiveRules.alternatives(config.tripRule())
                : NaiveRules.besideRates(config.tripRule());
        TripRule rule = NaiveRules.tripped(rules, metrics, bad, phase.highWaterMark);
        boolean asked = bad || phase.highWaterMark < NaiveRules.largestMinimum(rules);
        phase.highWaterMark = asked ? Math.max(phase.highWaterMark, held) : phase.highWaterMark;
        trip(rule, metrics);
    }

    private void trip(@Nullable TripRule rule, Metrics metrics) {
        if (rule != null && phase.shedding != null) {
            phase.shedding.tripped(this);
        } else if (rule != null) {
            boolean again = books.now - phase.since < phase.waited;
            String reason = NaiveRules.explanation(rule, metrics);
            int openings = phase.ramp != null ? Math.max(1, phase.attempt) : again ? phase.attempt + 1 : 1;
            if (config.shedding().isOff()) {
                moves.open(books.now, openings, reason, rule, metrics);
            } else {
                moves.shed(openings, reason, rule, metrics);
            }
        }
    }

    /** Does all that has fallen due, one thing after the other, each dated when it fell due. */
    public void advanceIfDue() {
        NaivePhase before;
        do {
            before = phase;
            if (phase.state == State.OPEN) {
                gate.look();
            } else if (phase.plan != null) {
                probes.expire();
            } else if (phase.counts) {
                lookForStuckCalls();
                endByTime();
            }
        } while (phase != before);
    }

    private void endByTime() {
        endRamp();
        if (phase.shedding != null && phase.shedding.isOver()) {
            moves.closeAfterShedding(phase.shedding.end());
        }
    }

    private void endRamp() {
        if (phase.ramp != null
                && books.now - phase.since >= phase.ramp.duration().toNanos()) {
            moves.close(phase.since + phase.ramp.duration().toNanos());
        }
    }

    private void lookForStuckCalls() {
        if (phase.stuckLimit > 0 && books.now - phase.stuckChecked >= phase.tenth()) {
            phase.stuckChecked = books.now;
            Metrics metrics = phase.metrics(books.now, config, books.inFlight(), true);
            trip(NaiveRules.trippedByAge(config.tripRule(), metrics), metrics);
        }
    }
}
