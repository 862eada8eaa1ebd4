// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.counting.CallCounts;
import io.switchgear.counting.SlidingWindow;
import io.switchgear.outcome.LastFailure;
import io.switchgear.outcome.Outcome;
import io.switchgear.support.Fields;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A phase that counts its calls in a window and evaluates the trip rule: the closed phase, the ramp and the shedding phase.
 * The phase itself is the admission of its calls, so a call costs no object. Thread-safe.
 */
abstract sealed class CountingPhase extends Phase permits ClosedPhase, RampPhase, SheddingPhase {
    private static final VarHandle RUN = Fields.handle(MethodHandles.lookup(), "run", Run.class);
    private static final VarHandle SUCCESSES_BEFORE =
            Fields.handle(MethodHandles.lookup(), "successesBefore", long.class);
    private static final VarHandle HIGH_WATER_MARK = Fields.handle(MethodHandles.lookup(), "highWaterMark", long.class);

    /** The shape of the window if the phase has one of its own; {@code null} if the settings give it. */
    private final @Nullable Window ownShape;
    /** The state machine's counters: one pointer less to follow in each call (decision 0007). */
    private final LifetimeCounters counters;
    /** Replaced when the settings give another shape; written under this object's lock. */
    private volatile SlidingWindow window;
    /** The detector of stuck calls, if a rule needs it; else {@code null}. Written as the window is. */
    private volatile @Nullable StuckCallDetector ages;
    /** Replaced as a whole by compare-and-set, on failures and on the success that ends a run of them. */
    private volatile Run run = Run.NONE;
    /** Whether a call was given up after an unknown time, with no success since. Of several concurrent writers any may win. */
    private volatile boolean doubtful;
    /** The newest failure. Of several concurrent writers any may win. */
    private volatile @Nullable LastFailure lastFailure;
    /** The newest hint. Of several concurrent writers any may win. */
    private volatile Evidence.@Nullable Hint hint;
    /** The successes counted when the newest run ended, or the phase began. Of several concurrent writers any may win. */
    private volatile long successesBefore;
    /**
     * The most calls that the window has held, until it is replaced. Grows by atomic maximum up to the number from which
     * all rules are evaluated; above that, of several concurrent writers any may win.
     */
    private volatile long highWaterMark;

    CountingPhase(StateMachine machine, State state, long sinceNanos, LastTrip lastTrip, @Nullable StateChange change) {
        this(machine, state, sinceNanos, lastTrip, change, null);
    }

    CountingPhase(
            StateMachine machine,
            State state,
            long sinceNanos,
            LastTrip lastTrip,
            @Nullable StateChange change,
            @Nullable Window ownShape) {
        super(machine, state, sinceNanos, lastTrip, change);
        this.counters = machine.counters;
        this.ownShape = ownShape;
        this.window = SlidingWindow.of(shape(), sinceNanos);
        this.ages = StuckCallDetector.of(settings(), sinceNanos);
    }

    private Window shape() {
        return ownShape == null ? settings().config.window() : ownShape;
    }

    /** The rules that this phase evaluates. */
    private TripEvaluator rules(ResolvedConfig settings) {
        return ownShape == null ? settings.trip : settings.trip.besideRates();
    }

    /** Called when a success or failure has been counted. */
    void counted(boolean failed, boolean slow, long nowNanos) {}

    /** Whether the phase is over; a phase that should be over by now is ended first. */
    boolean hasEnded() {
        return isOver();
    }

    @Override
    @Nullable
    Admission admit() {
        StuckCallDetector watched = ages;
        if (watched == null) {
            counters.admitted();
            return this;
        }
        long now = now();
        if (watched.isCheckDue(now) && openIfStuck(now)) {
            return null;
        }
        if (watched.startTimer()) {
            wakeIn(watched.limitNanos());
        }
        Admission aged = watched.admit(this, now);
        counters.admitted();
        return aged;
    }

    @Override
    boolean advance(long nowNanos) {
        StuckCallDetector watched = ages;
        return (watched != null && watched.isCheckDue(nowNanos) && openIfStuck(nowNanos)) || isOver();
    }

    /** Whether the phase looks for stuck calls. */
    final boolean watchesAges() {
        return ages != null;
    }

    @Override
    long nextWakeNanos(long nowNanos) {
        StuckCallDetector watched = ages;
        return watched != null && watched.keepTimer() ? watched.checkNanos() : NOTHING_DUE;
    }

    @Override
    final long startNanos() {
        try {
            ResolvedConfig settings = settings();
            return settings.measuresCalls || doubtful ? settings.ticker.nanos() : ResolvedConfig.NOT_MEASURED;
        } catch (Throwable broken) {
            machine.callbacks.internalError = broken;
            return ResolvedConfig.NOT_MEASURED;
        }
    }

    @Override
    final void settle(Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {
        if (hasEnded()) {
            machine.settledStale();
        } else if (outcome == Outcome.SUCCESS) {
            succeeded(startNanos);
        } else {
            failedOrIgnored(outcome, startNanos, result, thrown);
        }
    }

    @Override
    final CountingPhase counting() {
        return this;
    }

    /** Counts a failure that belongs to no call as a call that was admitted and failed; false if the phase is over. */
    final boolean record(Throwable failure) {
        if (hasEnded()) {
            return false;
        }
        counters.admitted();
        failedOrIgnored(Outcome.FAILURE, ResolvedConfig.NOT_MEASURED, null, failure);
        return true;
    }

    @Override
    final boolean giveUp(long startNanos) {
        if (hasEnded()) {
            machine.settledStale();
            return false;
        }
        ResolvedConfig settings = settings();
        long now = settings.ticker.nanos();
        boolean abandoned = settings.isAbandoned(startNanos, now);
        if (abandoned) {
            counters.abandoned();
        } else {
            counters.ignored();
        }
        try {
            if (abandoned) {
                counters.failedAt(now);
                lastFailure = LastFailures.givenUp(now - startNanos);
                evaluate(settings, longer(true, now), now, true);
            } else if (startNanos == ResolvedConfig.NOT_MEASURED && settings.watchesAbandonedCalls()) {
                doubtful = true;
            }
        } catch (Throwable broken) {
            machine.callbacks.internalError = broken;
        }
        return abandoned;
    }

    @SuppressWarnings("ReferenceEquality") // The run without failures is a single object.
    private void succeeded(long startNanos) {
        SlidingWindow booked = window; // read before the settings, which are replaced first, so they match it
        ResolvedConfig settings = settings();
        boolean cold = highWaterMark < rules(settings).warmUpCalls;
        long now = readsClock(settings) ? settings.ticker.nanos() : 0;
        boolean slow = settings.isSlow(startNanos, now);
        boolean endsRun = run != Run.NONE || doubtful; // read before the atomic adds, which delay later reads
        int kind = CallCounts.kind(false, slow);
        counters.settled(kind);
        try {
            booked.record(kind, now);
            if (ownShape != null) {
                counted(false, slow, now);
            }
            if (endsRun) {
                learnOfSuccess();
            }
            if (slow || cold) {
                evaluateSuccess(settings, now, slow);
            }
        } catch (Throwable broken) {
            machine.callbacks.internalError = broken;
        }
    }

    /**
     * Evaluates the rules after a success. A method of its own because few successes need it, and the compiler inlines the
     * call path only while that is short.
     */
    private void evaluateSuccess(ResolvedConfig settings, long nowNanos, boolean slow) {
        evaluate(settings, run, readsClock(settings) ? nowNanos : settings.ticker.nanos(), slow);
    }

    private boolean readsClock(ResolvedConfig settings) {
        return settings.readsClock || ownShape != null;
    }

    @SuppressWarnings("ReferenceEquality") // The same object means the same content.
    private void failedOrIgnored(
            Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {
        ResolvedConfig settings = settings();
        long now = settings.ticker.nanos();
        Duration asked = machine.callbacks.hint(settings.config, result, thrown);
        LastFailure failure = outcome == Outcome.IGNORED
                ? null
                : machine.callbacks.describe(settings.config, lastFailure, thrown, result);
        int kind = CallCounts.kind(true, settings.isSlow(startNanos, now));
        if (failure == null) {
            counters.ignored();
        } else {
            counters.settled(kind);
        }
        try { // the call is counted: an error from here on must not count it again
            if (asked != null) {
                hint = Evidence.Hint.newer(null, asked, now);
            }
            if (failure != null) {
                counters.failedAt(now);
                if (failure != lastFailure) { // mostly the same: a write costs more than a read
                    lastFailure = failure;
                }
                Run learnt = longer(false, now);
                window.record(kind, now);
                counted(true, kind == CallCounts.SLOW_FAILURE, now);
                evaluate(settings, learnt, now, true);
            }
        } catch (Throwable broken) {
            machine.callbacks.internalError = broken;
        }
    }

    @SuppressWarnings("ReferenceEquality") // As above.
    private void learnOfSuccess() {
        Run before = run;
        if (before != Run.NONE) {
            SUCCESSES_BEFORE.setRelease(this, counters.successes() - 1); // this success has been counted already
        }
        while (before != Run.NONE && !RUN.compareAndSet(this, before, Run.NONE)) {
            before = run;
        }
        if (doubtful) {
            doubtful = false;
        }
    }

    /** Adds a failure, or an abandoned call, to the run. */
    private Run longer(boolean abandoned, long nowNanos) {
        Run before;
        Run after;
        do {
            before = run;
            after = abandoned ? before.abandonedCall(nowNanos) : before.failure(nowNanos);
        } while (!RUN.compareAndSet(this, before, after));
        return after;
    }

    /** Raises the high-water mark and returns the earlier one. A plain maximum is enough once all rules are evaluated. */
    private long raiseHighWaterMark(long calls, int warmUpCalls) {
        long before = highWaterMark;
        while (before < calls && before < warmUpCalls && !HIGH_WATER_MARK.compareAndSet(this, before, calls)) {
            before = highWaterMark;
        }
        if (before < calls && before >= warmUpCalls) {
            HIGH_WATER_MARK.setRelease(this, calls);
        }
        return before;
    }

    /**
     * Evaluates the rules with the run as this call left it, although another call may have ended that run since: all rules
     * after a bad call, else those whose minimum the window reaches for the first time.
     */
    private void evaluate(ResolvedConfig settings, Run learnt, long nowNanos, boolean bad) {
        CallCounts counts = window.counts(nowNanos);
        TripEvaluator trip = rules(settings);
        long highWaterMarkBefore = raiseHighWaterMark(counts.calls(), trip.warmUpCalls);
        if (!bad && counts.calls() <= highWaterMarkBefore) {
            return;
        }
        long above = bad ? TripEvaluator.ALL_RULES : highWaterMarkBefore;
        TripRule rule = trip.mayAskOfCallsOut
                ? trip.tripped(metrics(counts, learnt, nowNanos), above, machine.callbacks)
                : trip.tripped(
                        counts.calls(),
                        counts.failures(),
                        counts.slowSuccesses() + counts.slowFailures(),
                        learnt.length,
                        learnt.spanNanos(),
                        above);
        if (rule != null) {
            trip(rule, metrics(counts, learnt, nowNanos), nowNanos);
        }
    }

    private boolean openIfStuck(long nowNanos) {
        Metrics metrics = metrics(nowNanos);
        TripRule rule = settings().trip.trippedByAge(metrics, machine.callbacks);
        return rule != null && trip(rule, metrics, nowNanos);
    }

    /** Carries out a trip; returns whether that ended the phase. */
    boolean trip(TripRule rule, Metrics metrics, long nowNanos) {
        String reason = machine.callbacks.explain(rule, metrics);
        Phase next = settings().config.shedding().isOff()
                ? OpenPhase.after(
                        this,
                        StateChange.Kind.RULE,
                        nowNanos,
                        openingsAt(nowNanos),
                        evidence(run),
                        reason,
                        rule,
                        metrics)
                : SheddingPhase.after(this, nowNanos, rule, reason, metrics);
        return machine.move(this, next);
    }

    /** The openings in a row, including one at that time. */
    int openingsAt(long nowNanos) {
        return lastTripAt(nowNanos).consecutiveOpenings() + 1;
    }

    final CallCounts counts(long nowNanos) {
        return window.counts(nowNanos);
    }

    /** The remaining time of the newest hint, in nanoseconds. */
    final long hintLeftNanos(long nowNanos) {
        Evidence.Hint given = hint;
        return given == null ? 0 : given.leftNanos(nowNanos);
    }

    /** Starts over with an empty window and no run. */
    final synchronized void forgetResults(long nowNanos) {
        window = SlidingWindow.of(shape(), nowNanos);
        highWaterMark = 0;
        successesBefore = counters.successes();
        run = Run.NONE;
    }

    /** The settings may have been replaced between the creation of the phase and its becoming the current one. */
    @Override
    void started() {
        successesBefore = counters.successes();
        applyConfig();
    }

    @Override
    final synchronized void applyConfig() {
        ResolvedConfig settings = settings();
        if (!window.hasShape(shape())) {
            window = SlidingWindow.of(shape(), now());
            highWaterMark = 0;
        }
        StuckCallDetector watched = ages;
        if ((watched == null ? TripEvaluator.NO_LIMIT : watched.limitNanos()) != settings.trip.longestNanos) {
            ages = StuckCallDetector.of(settings, now());
        }
        super.applyConfig();
    }

    @Override
    final Metrics metrics(long nowNanos) {
        return metrics(window.counts(nowNanos), run, nowNanos);
    }

    private Metrics metrics(CallCounts counts, Run learnt, long nowNanos) {
        StuckCallDetector watched = ages;
        return evidence(learnt)
                .metrics(
                        window.shape(),
                        counts,
                        counters.successes(),
                        settings().abandonedAfter,
                        counters.inFlight(),
                        watched == null ? 0 : watched.stuck(nowNanos));
    }

    private Evidence evidence(Run learnt) {
        return new Evidence(learnt, successesBefore, lastFailure, hint);
    }
}
