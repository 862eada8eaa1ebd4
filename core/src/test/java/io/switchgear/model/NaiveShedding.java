// SPDX-License-Identifier: Apache-2.0
package io.switchgear.model;

import io.switchgear.counting.CallCounts;
import io.switchgear.recovery.Shedding;
import io.switchgear.support.Durations;
import io.switchgear.support.Text;
import io.switchgear.trip.TripRule;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.time.Duration;

/** How a {@link NaiveBreaker} sheds: which share, and which calls. Not thread-safe. */
public final class NaiveShedding {
    private static final long WHOLE_CALL = 1L << 32;
    private static final int FEW = 10;

    private final NaiveBooks books;
    private final Shedding plan;

    /** The share if it had fallen as fast as it may since then, as the moment at which it would be zero. */
    private long zero;
    /** What each call earns. */
    private long part;

    private long earned = WHOLE_CALL;
    private float failureRate;
    private float slowRate;
    /** Results were many when they were last looked at, and a good one is looked at again only after this. */
    private boolean many;

    private long looksAgain;
    private long heard;
    private long pause;
    private int forced;

    public NaiveShedding(NaiveBreaker breaker, TripRule rule, Metrics metrics) {
        books = breaker.books;
        plan = breaker.config.shedding();
        zero = books.now;
        heard = books.now;
        looksAgain = books.now;
        pause = breaker.moves.pause(plan.trickle(), 1);
        boolean byShare = NaiveRules.judgesShares(rule);
        follow(
                breaker,
                byShare ? metrics.failureRate().orElseThrow() : 1,
                byShare ? metrics.slowCallRate().orElseThrow() : 1);
    }

    public Window shape() {
        return Window.last(plan.window()).buckets(10);
    }

    public Duration window() {
        return plan.window();
    }

    /** A call comes: whether it is shed. */
    public boolean refuses(NaiveBreaker breaker) {
        if (part == WHOLE_CALL) {
            return false;
        }
        boolean itsTurn = earned >= WHOLE_CALL;
        earned += part - (itsTurn ? WHOLE_CALL : 0);
        boolean passes = itsTurn || (books.now - heard >= pause && breaker.phase.hintLeft(books.now) == 0);
        if (passes && !itsTurn) {
            heard = books.now;
            forced++;
            pause = breaker.moves.pause(plan.trickle(), forced + 1);
        }
        return !passes;
    }

    public void counted(NaiveBreaker breaker, boolean failed, boolean slow) {
        heard = books.now;
        if (!failed && forced > 0) {
            forced = 0;
            pause = breaker.moves.pause(plan.trickle(), 1);
        }
        if (failed || slow || !many || books.now >= looksAgain) {
            CallCounts held = breaker.phase.held(books.now);
            many = held.calls() >= 2 * FEW;
            looksAgain = books.now + plan.fallOver().toNanos() / 1_000;
            if (held.calls() >= FEW) {
                follow(
                        breaker,
                        (double) held.failures() / held.calls(),
                        (double) (held.slowSuccesses() + held.slowFailures()) / held.calls());
            } else {
                failureRate = (float) (failureRate + ((failed ? 1 : 0) - (double) failureRate) / FEW);
                slowRate = (float) (slowRate + ((slow ? 1 : 0) - (double) slowRate) / FEW);
                follow(breaker, failureRate, slowRate);
            }
        }
    }

    private void follow(NaiveBreaker breaker, double failures, double slow) {
        failureRate = (float) failures;
        slowRate = (float) slow;
        double share = Math.min(plan.atMost(), NaiveRules.excess(breaker.config.tripRule(), failures, slow));
        long fall = plan.fallOver().toNanos();
        zero = share > 0 ? Math.max(zero, books.now + (long) (share * fall)) : zero;
        double now = Math.min(plan.atMost(), Math.max(0, (double) (zero - books.now) / fall));
        part = WHOLE_CALL - (long) (now * WHOLE_CALL);
    }

    /** Another rule than a rate trips. */
    public void tripped(NaiveBreaker breaker) {
        breaker.phase.look(shape(), books.now);
        breaker.phase.runLength = 0;
        breaker.phase.runAbandoned = 0;
        breaker.phase.successesInARow = 0;
        many = false;
        follow(breaker, 1, 1);
    }

    public boolean isOver() {
        return part == WHOLE_CALL && books.now >= end();
    }

    public long end() {
        return zero + plan.window().toNanos();
    }

    public double shareOfNow() {
        return 1 - (double) part / WHOLE_CALL;
    }

    public String story(NaiveBreaker breaker) {
        CallCounts held = breaker.phase.held(books.now);
        long bad = held.failures() + (NaiveRules.judgesSlowCalls(breaker.config.tripRule()) ? held.slowSuccesses() : 0);
        return Text.percent(shareOfNow()) + " of the calls are rejected, " + bad + " of " + held.calls() + " failed in "
                + Durations.text(plan.window());
    }
}
