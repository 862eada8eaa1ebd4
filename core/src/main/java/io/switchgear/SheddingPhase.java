// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.counting.CallCounts;
import io.switchgear.recovery.Shedding;
import io.switchgear.support.Durations;
import io.switchgear.support.Fields;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The shedding phase, in place of the open and half-open phases: the breaker has tripped and rejects a share of the calls,
 * which follows the results of the calls that it admits. Thread-safe.
 *
 * <p>The share is stored as the moment at which it will be zero if it falls as fast as allowed from now on. A share that
 * rises moves that moment later, by an atomic maximum, and a share that falls needs no write at all.
 */
final class SheddingPhase extends CountingPhase {
    private static final VarHandle ZERO = Fields.handle(MethodHandles.lookup(), "zeroNanos", long.class);
    private static final VarHandle RATES = Fields.handle(MethodHandles.lookup(), "rates", long.class);
    private static final VarHandle FORCED = Fields.handle(MethodHandles.lookup(), "forcedNanos", long.class);

    static final int BUCKETS = 10;
    /** With fewer results in the window, each result moves the rates by one part in this many. */
    private static final int FEWEST_RESULTS = 10;
    /** The number of times that good results are evaluated while the share falls from 1 to 0. */
    private static final int LOOKS = 1_000;

    /** The plan, fixed for the phase as that of a half-open phase is. */
    private final Shedding plan;

    private final long windowNanos;
    private final long fallNanos;
    private final EvenSpread turns = new EvenSpread();
    private final Admission refusal = new Refused(RejectionReason.SHED, this::shed);

    /** The earliest time at which the share will be zero. Only grows, by atomic maximum. */
    private volatile long zeroNanos;
    /** The part of a whole call that each call earns: one less the share. Of several concurrent writers any may win. */
    private volatile long part = EvenSpread.WHOLE_CALL;
    /** The failure rate and the slow-call rate, as two floats. Replaced by compare-and-set while there are few results. */
    private volatile long rates;
    /** Whether there were many results at the last evaluation, so that the next good result can wait. Any writer may win. */
    private volatile boolean dense;
    /** The time until which it can wait. Any writer may win. */
    private volatile long nextLookNanos;
    /**
     * The time at which a call is admitted although it is shed, unless a call comes back before. Replaced by
     * compare-and-set to admit one.
     */
    private volatile long forcedNanos;
    /** The calls admitted that way since the last success. Any writer may win. */
    private volatile int forced;
    /** The time from a call that comes back, or was admitted that way, to the next one that is. Any writer may win. */
    private volatile long pauseNanos;

    private SheddingPhase(Phase before, Shedding plan, LastTrip lastTrip, long sinceNanos, StateChange change) {
        super(
                before.machine,
                State.SHEDDING,
                sinceNanos,
                lastTrip,
                change,
                Window.last(plan.window()).buckets(BUCKETS));
        this.plan = plan;
        this.windowNanos = Durations.nanos(plan.window());
        this.fallNanos = Durations.nanos(plan.fallOver());
        this.pauseNanos = pauseNanos(0);
        this.zeroNanos = sinceNanos;
        this.nextLookNanos = sinceNanos;
        this.forcedNanos = sinceNanos + pauseNanos;
    }

    /** The phase in which a breaker sheds after a trip by the given rule. */
    static SheddingPhase after(CountingPhase before, long nowNanos, TripRule rule, String reason, Metrics metrics) {
        Shedding plan = before.settings().config.shedding();
        StateChange change =
                before.changeTo(State.SHEDDING, StateChange.Kind.RULE, nowNanos, reason, rule, metrics, null);
        int openings = before.openingsAt(nowNanos);
        SheddingPhase phase =
                new SheddingPhase(before, plan, new LastTrip(openings, 0, change, change), nowNanos, change);
        if (TripEvaluator.judgesShares(rule)) {
            phase.follow(metrics.failureRate().orElse(1), metrics.slowCallRate().orElse(1), nowNanos);
        } else {
            phase.follow(1, 1, nowNanos);
        }
        return phase;
    }

    @Override
    @Nullable
    Admission admit() {
        if ((part == EvenSpread.WHOLE_CALL || watchesAges()) && advance(now())) {
            return null;
        }
        long earns = part;
        if (earns == EvenSpread.WHOLE_CALL || turns.next(earns) || isForced()) {
            return super.admit();
        }
        machine.rejected(RejectionReason.SHED);
        return refusal;
    }

    /** Whether there has been no result for so long that this call passes in any case. */
    private boolean isForced() {
        long now = now();
        long due = forcedNanos;
        if (now - due < 0 || hintLeftNanos(now) > 0) {
            return false;
        }
        int tries = forced + 1;
        long pause = pauseNanos(tries);
        if (!FORCED.compareAndSet(this, due, now + pause)) {
            return false; // another caller's call passes
        }
        forced = tries;
        pauseNanos = pause;
        return true;
    }

    /** The pause after a number of calls that were admitted although they were shed. */
    private long pauseNanos(int tries) {
        return machine.callbacks.backoffNanos(settings().config, plan.trickle(), tries + 1);
    }

    @Override
    boolean hasEnded() {
        return isOver() || (part == EvenSpread.WHOLE_CALL && endIfDue(now()));
    }

    @Override
    boolean advance(long nowNanos) {
        return super.advance(nowNanos) || endIfDue(nowNanos);
    }

    /** Closes the breaker if nothing has been shed for the length of the window. */
    private boolean endIfDue(long nowNanos) {
        if (part != EvenSpread.WHOLE_CALL || leftNanos(nowNanos) > 0) {
            return false;
        }
        long endNanos = zeroNanos + windowNanos;
        String reason = "nothing was shed for " + Durations.text(windowNanos);
        machine.move(
                this,
                new ClosedPhase(
                        machine,
                        endNanos,
                        lastTrip,
                        changeTo(State.CLOSED, StateChange.Kind.SHEDDING_OVER, endNanos, reason, metrics(endNanos))));
        return true;
    }

    private long leftNanos(long nowNanos) {
        return windowNanos - (nowNanos - zeroNanos);
    }

    @Override
    long nextWakeNanos(long nowNanos) {
        long stuck = super.nextWakeNanos(nowNanos);
        if (part != EvenSpread.WHOLE_CALL) {
            return stuck;
        }
        long end = Math.max(0, leftNanos(nowNanos));
        return stuck == NOTHING_DUE ? end : Math.min(stuck, end);
    }

    @Override
    void counted(boolean failed, boolean slow, long nowNanos) {
        if (!failed && forced != 0) {
            forced = 0;
            pauseNanos = pauseNanos(0);
        }
        FORCED.setRelease(this, nowNanos + pauseNanos);
        boolean bad = failed || slow;
        if (bad || !dense || nowNanos - nextLookNanos >= 0) {
            look(failed, slow, nowNanos);
        }
    }

    private void look(boolean failed, boolean slow, long nowNanos) {
        CallCounts counts = counts(nowNanos);
        long calls = counts.calls();
        dense = calls >= 2 * FEWEST_RESULTS;
        nextLookNanos = nowNanos + fallNanos / LOOKS;
        if (calls >= FEWEST_RESULTS) {
            double slowCalls = counts.slowSuccesses() + counts.slowFailures();
            follow((double) counts.failures() / calls, slowCalls / calls, nowNanos);
        } else {
            long before;
            long after;
            do {
                before = rates;
                after = pack(moved(failureRate(before), failed), moved(slowRate(before), slow));
            } while (!RATES.compareAndSet(this, before, after));
            follow(failureRate(after), slowRate(after), nowNanos);
        }
    }

    private static double moved(double rate, boolean up) {
        return rate + ((up ? 1 : 0) - rate) / FEWEST_RESULTS;
    }

    /** Sets the share from these rates: it rises at once, and falls no faster than allowed. */
    private void follow(double failureRate, double slowRate, long nowNanos) {
        RATES.setRelease(this, pack(failureRate, slowRate));
        TripEvaluator trip = settings().trip;
        shed(Math.min(plan.atMost(), trip.excess(failureRate, slowRate)), nowNanos);
    }

    private void shed(double share, long nowNanos) {
        long zero = nowNanos + (long) (share * fallNanos);
        long seen;
        do {
            seen = zeroNanos;
        } while (share > 0 && seen - zero < 0 && !ZERO.compareAndSet(this, seen, zero));
        long before = part;
        part = EvenSpread.WHOLE_CALL - (long) (shareAt(nowNanos) * EvenSpread.WHOLE_CALL);
        if (before != EvenSpread.WHOLE_CALL && part == EvenSpread.WHOLE_CALL) {
            wakeIn(Math.max(0, leftNanos(nowNanos)));
        }
    }

    private double shareAt(long nowNanos) {
        return Math.min(plan.atMost(), Math.max(0, (double) (zeroNanos - nowNanos) / fallNanos));
    }

    private static long pack(double failureRate, double slowRate) {
        return (long) Float.floatToRawIntBits((float) failureRate) << Integer.SIZE
                | Integer.toUnsignedLong(Float.floatToRawIntBits((float) slowRate));
    }

    private static float failureRate(long packed) {
        return Float.intBitsToFloat((int) (packed >>> Integer.SIZE));
    }

    private static float slowRate(long packed) {
        return Float.intBitsToFloat((int) packed);
    }

    /** A rule other than a rate trips again: all results so far are discarded, and the share rises to its maximum. */
    @Override
    boolean trip(TripRule rule, Metrics metrics, long nowNanos) {
        forgetResults(nowNanos);
        dense = false;
        follow(1, 1, nowNanos);
        return false;
    }

    @Override
    PhaseView view(long nowNanos) {
        return super.view(nowNanos).shedShare(shareOfNow());
    }

    /** The share that applies to calls now: it falls when results come. */
    double shareOfNow() {
        return 1 - (double) part / EvenSpread.WHOLE_CALL;
    }

    private CallNotPermittedException shed() {
        long now = now();
        CallCounts counts = counts(now);
        long slow = settings().trip.judgesSlowCalls ? counts.slowSuccesses() : 0;
        return rejection(new ShedShare(shareOfNow(), counts.failures() + slow, counts.calls(), windowNanos), now);
    }
}
