// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.counting.StripedCounters;
import io.switchgear.outcome.Outcome;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of a phase that have been out for longer than a limit. Calls are counted by the tenth of the limit in
 * which they began, in striped counters; a tenth whose calls are all back is dropped. Thread-safe.
 */
final class StuckCallDetector {
    private static final int PARTS = 10;
    private static final int BEGUN = 0;
    private static final int BACK = 1;

    private final long limitNanos;
    private final long partNanos;
    /** The parts, oldest first, including the newest. */
    private final Queue<Part> parts = new ConcurrentLinkedQueue<>();
    /**
     * The newest part. Replaced by compare-and-set when the time for the next part has come; the thread that does so adds
     * it to the queue.
     */
    private final AtomicReference<Part> newest;
    /** The time of the last check. Replaced by compare-and-set: the thread that does so checks. */
    private final AtomicLong checkedNanos;
    /** Whether a scheduler's task will check again. */
    private final AtomicBoolean timed = new AtomicBoolean();

    /** The calls that began in one part of the time. */
    private record Part(long endNanos, StripedCounters calls) {
        long out() {
            long back = calls.sum(BACK);
            return calls.sum(BEGUN) - back;
        }
    }

    private StuckCallDetector(long limitNanos, long nowNanos) {
        this.limitNanos = limitNanos;
        this.partNanos = Math.max(1, limitNanos / PARTS);
        this.checkedNanos = new AtomicLong(nowNanos);
        Part first = new Part(nowNanos + partNanos, new StripedCounters(2));
        this.newest = new AtomicReference<>(first);
        parts.add(first);
    }

    /** The detector that the settings require: {@code null} unless a rule asks for the age of calls. */
    static @Nullable StuckCallDetector of(ResolvedConfig settings, long nowNanos) {
        long limit = settings.trip.longestNanos;
        return limit == TripEvaluator.NO_LIMIT ? null : new StuckCallDetector(limit, nowNanos);
    }

    long limitNanos() {
        return limitNanos;
    }

    long checkNanos() {
        return partNanos;
    }

    /** Admits a call on behalf of its phase. */
    Admission admit(CountingPhase phase, long nowNanos) {
        Part part = newest.get();
        while (nowNanos - part.endNanos >= 0) {
            Part next = new Part(nowNanos + partNanos, new StripedCounters(2));
            if (newest.compareAndSet(part, next)) {
                parts.add(next);
            }
            part = newest.get();
        }
        part.calls.add(BEGUN);
        return new Aged(phase, part, nowNanos);
    }

    /** Whether a check is due; true for one caller in each tenth of the limit. */
    boolean isCheckDue(long nowNanos) {
        long last = checkedNanos.get();
        return nowNanos - last >= partNanos && checkedNanos.compareAndSet(last, nowNanos);
    }

    /** The number of calls that have been out for longer than the limit, to within a tenth of it. */
    // A part is compared by identity, as in newest; the queue may change while it is walked through.
    @SuppressWarnings({"ReferenceEquality", "ModifyCollectionInEnhancedForLoop"})
    long stuck(long nowNanos) {
        long stuck = 0;
        for (Part part : parts) {
            if (nowNanos - part.endNanos >= limitNanos) {
                long out = part.out();
                stuck += out;
                if (out == 0 && part != newest.get()) {
                    parts.remove(part);
                }
            }
        }
        return stuck;
    }

    /** Whether a scheduler's task must be started because none is under way. */
    boolean startTimer() {
        return !timed.get() && timed.compareAndSet(false, true);
    }

    /** Whether the scheduler's task must check again because calls are out. */
    boolean keepTimer() {
        timed.set(false);
        return parts.stream().anyMatch(part -> part.out() > 0) && startTimer();
    }

    /** The admission of a call whose age is known. */
    private static final class Aged extends Admission {
        private final CountingPhase phase;
        private final Part part;
        private final long startNanos;

        Aged(CountingPhase phase, Part part, long startNanos) {
            this.phase = phase;
            this.part = part;
            this.startNanos = startNanos;
        }

        @Override
        long startNanos() {
            return startNanos;
        }

        @Override
        boolean giveUp(long startNanos) {
            part.calls.add(BACK);
            return phase.giveUp(startNanos);
        }

        @Override
        void settle(Outcome outcome, long startNanos, @Nullable Object result, @Nullable Throwable thrown) {
            part.calls.add(BACK);
            phase.settle(outcome, startNanos, result, thrown);
        }
    }
}
