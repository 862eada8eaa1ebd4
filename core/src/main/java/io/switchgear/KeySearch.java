// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.time.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The search for a key that makes room for another: the clock algorithm, in parts. A part looks at a limited number of
 * members, starting where the last one ended, and is done by one caller at a time; other callers go without. After an
 * unsuccessful part there is a pause, so that searching never costs more than a small share of one thread, and after a
 * whole unsuccessful round a longer one. Runs no foreign code but the ticker, and that under no lock. Thread-safe.
 */
final class KeySearch<K> {
    /** The maximum number of members that one search looks at. */
    static final int LOOKS = 256;

    private static final long SHORT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONG_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Ticker ticker;
    private final KeyPlaces<K> places;
    /** Set by compare-and-set by the caller that searches, and cleared by it. No caller waits for it. */
    private final AtomicBoolean claimed = new AtomicBoolean();
    /** The place where the next search begins. Written by the caller that holds the claim. */
    private volatile int hand;
    /** The members in a row that could not make room. Guarded by the claim. */
    private int inVain;
    /** The pause after the last unsuccessful search. Written by the caller that holds the claim. */
    private volatile @Nullable Pause pause;

    private record Pause(long sinceNanos, long nanos) {
        boolean lasts(long nowNanos) {
            return nowNanos - sinceNanos < nanos;
        }
    }

    /** A member that can make room, with its place. */
    record Found<K>(int place, KeyMember<K> member) {}

    KeySearch(Ticker ticker, KeyPlaces<K> places) {
        this.ticker = ticker;
        this.places = places;
    }

    /** Finds a member that can make room; {@code null} if none was found, during a pause, and while another caller searches. */
    @Nullable
    Found<K> part(KeyMoves.Common common, long nowNanos) {
        if (isPaused(nowNanos) || !claimed.compareAndSet(false, true)) {
            return null;
        }
        try {
            if (isPaused(nowNanos)) { // another caller has just searched
                return null;
            }
            int from = hand;
            Found<K> found = best(from, LOOKS, common, nowNanos);
            if (found == null) {
                int looked = Math.min(LOOKS, places.size());
                hand = places.after(from, looked);
                inVain += looked;
                rest(nowNanos);
            } else {
                hand = places.after(found.place, 1);
                inVain = 0;
            }
            return found;
        } finally {
            claimed.set(false);
        }
    }

    /** Finds a member that can make room among all of them, for a caller that has time; another one at each attempt. */
    @Nullable
    Found<K> all(int attempt, KeyMoves.Common common, long nowNanos) {
        return best(places.after(hand, attempt), Integer.MAX_VALUE, common, nowNanos);
    }

    private boolean isPaused(long nowNanos) {
        Pause seen = pause;
        return seen != null && seen.lasts(nowNanos);
    }

    /** Begins a pause at the end of the search by the clock, or, if the clock is broken, at the start of the search. */
    private void rest(long beganNanos) {
        boolean isRound = inVain >= places.size();
        inVain = isRound ? 0 : inVain;
        long endNanos = beganNanos;
        try {
            endNanos = ticker.nanos();
        } finally {
            pause = new Pause(endNanos, isRound ? LONG_PAUSE_NANOS : SHORT_PAUSE_NANOS);
        }
    }

    /** The first member that no call has used recently and that can be removed without loss, else the best one. */
    private @Nullable Found<K> best(int from, int most, KeyMoves.Common common, long nowNanos) {
        Found<K> best = null;
        int fitness = KeyMember.UNFIT;
        int steps = 0;
        for (KeyMember<K> member : places.from(from, most)) {
            boolean used = member.used;
            member.used = false;
            int each = member.fitness(common, used, nowNanos);
            if (each > fitness) {
                best = new Found<>(places.after(from, steps), member);
                fitness = each;
            }
            if (fitness == KeyMember.IDLE) {
                break;
            }
            steps++;
        }
        return best;
    }
}
