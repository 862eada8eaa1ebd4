// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.demo.Ending.Result;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts the calls of one client: all of them, and those that ended since the last query. Thread-safe. */
final class Tally {
    private static final int SIGNIFICANT_DIGITS = 3;

    /** This field and the next two are guarded by this. */
    private final Count all = new Count();

    private Count latest = new Count();
    private long waiting;

    /** A call is due. */
    synchronized void began() {
        waiting++;
    }

    /** A call has ended, so long after it was due. */
    synchronized void ended(Ending ending, long nanos) {
        waiting--;
        all.add(ending, nanos);
        latest.add(ending, nanos);
    }

    synchronized Figures all() {
        return all.figures(waiting);
    }

    /** Returns the calls that ended since the last query. */
    synchronized Figures takeLatest() {
        Figures figures = latest.figures(waiting);
        latest = new Count();
        return figures;
    }

    private static final class Count {
        private final Map<Result, Long> results = new EnumMap<>(Result.class);
        private final Map<Result, Map<String, Long>> notes = new EnumMap<>(Result.class);
        private final Histogram micros = new Histogram(SIGNIFICANT_DIGITS);
        private long lostNanos;

        void add(Ending ending, long nanos) {
            results.merge(ending.result(), 1L, Long::sum);
            if (!ending.note().isEmpty()) {
                notes.computeIfAbsent(ending.result(), first -> new TreeMap<>()).merge(ending.note(), 1L, Long::sum);
            }
            micros.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
            if (ending.result() != Result.OK) {
                lostNanos += nanos;
            }
        }

        Figures figures(long waiting) {
            return new Figures(
                    results.getOrDefault(Result.OK, 0L),
                    results.getOrDefault(Result.FAILED, 0L),
                    results.getOrDefault(Result.REJECTED, 0L),
                    waiting,
                    percentile(50),
                    percentile(99),
                    Duration.ofNanos(lostNanos),
                    copyOfNotes());
        }

        private Map<Result, Map<String, Long>> copyOfNotes() {
            Map<Result, Map<String, Long>> copy = new EnumMap<>(Result.class);
            notes.forEach((result, counts) -> copy.put(result, new TreeMap<>(counts)));
            return copy;
        }

        private Optional<Duration> percentile(double percent) {
            return micros.getTotalCount() == 0
                    ? Optional.empty()
                    : Optional.of(
                            Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(micros.getValueAtPercentile(percent))));
        }
    }
}
