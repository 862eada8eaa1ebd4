package io.switchgear;

import io.switchgear.NaiveBooks.Said;
import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.Outcome;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.support.Durations;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The contract as plain code: one thread, no cleverness, everything worked out anew each time it is asked for. The oracle of
 * random and of exhaustive lives. Not thread-safe.
 */
final class NaiveBreaker {
    private static final long WHOLE_CALL = 1L << 32;

    final String name;
    final NaiveBooks books;
    final boolean looksOn;
    final NaiveMoves moves;
    CircuitBreakerConfig config;
    NaivePhase phase;
    /** Why the last call was refused. */
    @Nullable
    RejectionReason refusedFor;

    NaiveBreaker(String name, CircuitBreakerConfig config, NaiveBooks books) {
        this(name, config, books, false, config.startIn());
    }

    private NaiveBreaker(String name, CircuitBreakerConfig config, NaiveBooks books, boolean looksOn, State first) {
        this.name = name;
        this.config = config;
        this.books = books;
        this.looksOn = looksOn;
        this.moves = new NaiveMoves(this);
        this.phase = moves.first(first);
    }

    /** One that runs beside the calls while the breaker only looks on. */
    NaiveBreaker beside() {
        return new NaiveBreaker(name, config, books, true, State.CLOSED);
    }

    /** A call comes: {@code null} when it is refused. */
    @Nullable
    NaiveGuest admit() {
        NaiveGuest guest = enter();
        if (guest == null) {
            books.tellRejected(refusedFor);
        } else {
            guest.observed = books.observers > 0;
            guest.began = books.now;
        }
        return guest;
    }

    private @Nullable NaiveGuest enter() {
        noticeDue();
        refusedFor = refusal();
        if (refusedFor != null) {
            if (looksOn) {
                books.wouldReject++;
            } else {
                books.reject(refusedFor);
            }
            return null;
        }
        if (phase.state == State.DISABLED) {
            return new NaiveGuest(null, null);
        }
        if (phase.beside != null) {
            NaiveGuest guest = phase.beside.enter();
            return guest == null ? new NaiveGuest(null, null) : guest;
        }
        books.admitted++;
        NaiveGuest guest = new NaiveGuest(this, phase);
        boolean aged = phase.counts && phase.stuckLimit > 0;
        if (aged || phase.plan != null || config.slowCallsOver().isPresent()) {
            guest.start = books.ticks(books.now) == Settings.NOT_MEASURED ? NaiveGuest.UNKNOWN : books.now;
        }
        if (aged) {
            phase.partEnd = books.now >= phase.partEnd ? books.now + phase.tenth() : phase.partEnd;
            guest.partEnd = phase.partEnd;
            phase.out.add(guest);
        }
        if (phase.plan != null) {
            guest.deadline = books.now + phase.plan.probeTimeout().toNanos();
            phase.probesOut.add(guest);
        }
        return guest;
    }

    private @Nullable RejectionReason refusal() {
        return switch (phase.state) {
            case OPEN -> RejectionReason.OPEN;
            case FORCED_OPEN -> RejectionReason.FORCED_OPEN;
            case HALF_OPEN ->
                phase.plan == null ? rampRefusal() : hasPlace(phase.plan) ? null : RejectionReason.PROBES_BUSY;
            default -> null;
        };
    }

    private boolean hasPlace(HalfOpen plan) {
        int out = phase.probesOut.size();
        return out < plan.concurrent() && phase.held(books.now).calls() + out < plan.probes();
    }

    /** Each call earns the share; one passes when a whole call has been earned. */
    private @Nullable RejectionReason rampRefusal() {
        boolean passes = phase.earned >= WHOLE_CALL;
        phase.earned += (long) (NaiveView.share(phase, books.now) * WHOLE_CALL) - (passes ? WHOLE_CALL : 0);
        return passes ? null : RejectionReason.RAMP;
    }

    /** A call is over. */
    void settle(NaiveGuest guest, Outcome outcome, Said said) {
        if (guest.at != null) {
            guest.at.settleHere(guest, outcome, said);
        }
        if (guest.observed) {
            books.tellSettled(outcome, books.now - guest.began);
        }
    }

    private void settleHere(NaiveGuest guest, Outcome outcome, Said said) {
        guest.phase.out.remove(guest);
        if (guest.phase == phase && phase.plan != null) {
            expireLeases();
        } else if (guest.phase == phase) {
            endRamp();
        }
        boolean current = guest.phase == phase && (phase.counts || phase.probesOut.remove(guest));
        if (!current) {
            books.late++;
            noticeDue();
            return;
        }
        Duration limit = config.slowCallsOver().orElse(null);
        boolean slow = limit != null && guest.start != NaiveGuest.UNKNOWN && books.now - guest.start > limit.toNanos();
        if (outcome == Outcome.IGNORED) {
            books.ignored++;
            phase.hinted(said.hint(), books.now);
        } else {
            books.settled[Counts.kind(outcome == Outcome.FAILURE, slow)]++;
            book(outcome == Outcome.FAILURE, slow, said);
        }
    }

    private void book(boolean failed, boolean slow, Said said) {
        boolean judged = phase.plan != null && slow && NaiveRules.judgesSlowCalls(config.tripRule());
        String what =
                "a probe slower than " + Durations.text(config.slowCallsOver().orElse(Duration.ZERO));
        LastFailure failure = failed
                ? said.at(books.ticks(books.now), config.failureMessages())
                : Failures.of(what, null, books.ticks(books.now));
        if (failed || judged) {
            phase.hinted(failed ? said.hint() : null, books.now);
            phase.failed(failure, books.now);
        } else {
            phase.runLength = 0;
        }
        if (phase.plan != null) {
            phase.probesBack.book(Counts.kind(failed || judged, slow), books.now);
            decide(books.now, failure.description(), 1);
            return;
        }
        phase.window.book(Counts.kind(failed, slow), books.now);
        long held = phase.held(books.now).calls();
        Metrics metrics = phase.metrics(books.now, config.window(), books.inFlight(), true);
        TripRule rule = NaiveRules.tripped(config.tripRule(), metrics, failed || slow, phase.mostHeld);
        boolean asked = failed || slow || phase.mostHeld < NaiveRules.largestMinimum(config.tripRule());
        phase.mostHeld = asked ? Math.max(phase.mostHeld, held) : phase.mostHeld;
        trip(rule, metrics);
    }

    private void trip(@Nullable TripRule rule, Metrics metrics) {
        if (rule != null) {
            boolean again = phase.ramp != null || books.now - phase.since < phase.waited;
            String reason = NaiveRules.explanation(rule, metrics);
            moves.open(books.now, again ? phase.attempt + 1 : 1, reason, rule, metrics);
        }
    }

    /** Does all that has fallen due, one thing after the other, each dated when it fell due. */
    void noticeDue() {
        NaivePhase before;
        do {
            before = phase;
            if (phase.state == State.OPEN && books.now - phase.since >= phase.waited) {
                moves.halfOpen(phase.since + phase.waited);
            } else if (phase.plan != null) {
                expireLeases();
            } else if (phase.counts) {
                lookForStuckCalls();
                endRamp();
            }
        } while (phase != before);
    }

    private void expireLeases() {
        while (phase.plan != null && !phase.probesOut.isEmpty() && books.now >= phase.probesOut.get(0).deadline) {
            long deadline = phase.probesOut.remove(0).deadline;
            String what = "probe lease expired after " + Durations.text(phase.plan.probeTimeout());
            phase.failed(Failures.of(what, null, books.ticks(deadline)), deadline);
            phase.probesBack.book(Counts.FAST_FAILURE, deadline);
            decide(deadline, what, 0);
        }
    }

    /** Closes or opens as soon as the probes that are back leave no doubt; the one that decides is told as still in flight. */
    private void decide(long at, String failure, long deciding) {
        HalfOpen plan = phase.plan;
        Counts back = phase.held(at);
        Metrics metrics = phase.metrics(at, config.window(), books.inFlight() + deciding, false);
        if (back.successes() >= plan.required()) {
            moves.afterProbes(at, back.successes() + " of " + plan.probes() + " probes succeeded", metrics);
        } else if (back.failures() >= plan.failures()) {
            String why = plan.failures() == plan.probes() - plan.required() + 1
                    ? plan.required() + " must succeed"
                    : plan.failures() == 1 ? "1 failure opens it again" : plan.failures() + " failures open it again";
            String reason = back.failures() + " of " + plan.probes() + " probes failed, " + why + " (" + failure + ")";
            moves.open(at, phase.attempt + 1, reason, null, metrics);
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
            Metrics metrics = phase.metrics(books.now, config.window(), books.inFlight(), true);
            trip(NaiveRules.trippedByAge(config.tripRule(), metrics), metrics);
        }
    }
}
