// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The counts of evicted breakers. A breaker with nothing in flight may still be used: a call may have found it just before
 * its eviction and not have begun. So its counters are kept as long as the breaker is reachable; after that its counts are
 * final and join one sum. Guarded by the lock of its {@link KeyPlaces}, under which no foreign code runs here.
 */
final class EvictedTotals {
    private static final int FIRST_PLACES = 16;

    /** The evicted breakers that are no longer reachable. */
    private final ReferenceQueue<StateMachine> unreachable = new ReferenceQueue<>();
    /** The counters that may still grow, packed at the front. */
    private @Nullable Open[] open = new Open[FIRST_PLACES];

    private int opened;
    /** The sum over evicted breakers, as figures of lifetime counters. Replaced whole. */
    private long[] closed = LifetimeCounters.noFigures();

    private static final class Open extends WeakReference<StateMachine> {
        final LifetimeCounters counters;
        /** The index in the array of counters that may still grow. */
        int place;

        Open(StateMachine machine, ReferenceQueue<StateMachine> unreachable) {
            super(machine, unreachable);
            this.counters = machine.counters;
        }
    }

    /** The counts at one moment; the open ones continue to grow. */
    @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
    record View(long[] closed, @Nullable Open[] open) {
        /** Adds the counts to other sums. */
        void addTo(long[] figures) {
            Arrays.setAll(figures, figure -> figures[figure] + closed[figure]);
            for (Open each : open) {
                if (each != null) {
                    each.counters.addTo(figures);
                }
            }
        }
    }

    /** Creates the object that {@link #add} needs, so that nothing can fail there. */
    Reference<StateMachine> prepare(StateMachine machine) {
        if (opened == open.length) {
            open = Arrays.copyOf(open, 2 * opened);
        }
        return new Open(machine, unreachable);
    }

    /** Keeps the counters of an evicted breaker. */
    void add(Reference<StateMachine> prepared) {
        Open added = (Open) prepared;
        added.place = opened;
        open[opened] = added;
        opened++;
    }

    /** Adds the counts of unreachable breakers to the sum, at most so many. True if there may be more of them. */
    boolean close(int most) {
        for (int i = 0; i < most; i++) {
            if (!(unreachable.poll() instanceof Open ended)) {
                return false;
            }
            if (ended.place < opened && open[ended.place] == ended) {
                long[] sum = closed.clone();
                ended.counters.addTo(sum);
                Open last = open[--opened];
                open[opened] = null;
                if (last != null && last != ended) {
                    last.place = ended.place;
                    open[last.place] = last;
                }
                closed = sum;
            }
        }
        return true;
    }

    View view() {
        return new View(closed, Arrays.copyOf(open, opened));
    }
}
