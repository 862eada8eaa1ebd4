package io.switchgear;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The counts of breakers that were evicted. That one has nothing in flight does not tell that it is done: a call may have found
 * it just before its eviction and not have begun. So its books stay open as long as anybody holds it; then its counts are final
 * and join one sum. Guarded by the lock of its {@link KeyPlaces}, under which no foreign code runs here.
 */
final class EvictedTotals {
    private static final int FIRST_PLACES = 16;

    /** Evicted breakers that nobody can reach any more. */
    private final ReferenceQueue<StateMachine> unreachable = new ReferenceQueue<>();
    /** The books that are open, at the first places. */
    private @Nullable Open[] open = new Open[FIRST_PLACES];

    private int opened;
    /** The sum of the books that are closed, as figures of a ledger. Replaced whole. */
    private long[] closed = LifetimeCounters.noFigures();

    private static final class Open extends WeakReference<StateMachine> {
        final LifetimeCounters counters;
        /** Its place among the books that are open. */
        int place;

        Open(StateMachine machine, ReferenceQueue<StateMachine> unreachable) {
            super(machine, unreachable);
            this.counters = machine.counters;
        }
    }

    /** The counts at one moment; each ledger goes on counting. */
    @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
    record View(long[] closed, @Nullable Open[] open) {
        /** Adds them to the sums of other ledgers. */
        void addTo(long[] figures) {
            Arrays.setAll(figures, figure -> figures[figure] + closed[figure]);
            for (Open each : open) {
                if (each != null) {
                    each.counters.addTo(figures);
                }
            }
        }
    }

    /** Makes what {@link #add} needs, so that nothing can fail there. */
    Reference<StateMachine> prepare(StateMachine machine) {
        if (opened == open.length) {
            open = Arrays.copyOf(open, 2 * opened);
        }
        return new Open(machine, unreachable);
    }

    /** Opens the books of a breaker that was evicted. */
    void add(Reference<StateMachine> prepared) {
        Open added = (Open) prepared;
        added.place = opened;
        open[opened] = added;
        opened++;
    }

    /** Closes some books, at most so many, of breakers that nobody can reach. True when there may be more of them. */
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
