// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest actions, for the analysis of a violation. Thread-safe. */
final class Journal {
    private static final int KEPT = 8;

    private final long startNanos = System.nanoTime();
    /** Guarded by this, as {@link #faults}. */
    private final Deque<Entry> last = new ArrayDeque<>();

    private long faults;

    synchronized void done(Entry entry) {
        last.add(entry);
        if (last.size() > KEPT) {
            last.remove();
        }
        if (entry.fault()) {
            faults++;
        }
    }

    synchronized List<Entry> last() {
        return List.copyOf(last);
    }

    /** {@return the number of faults injected so far} */
    synchronized long faults() {
        return faults;
    }

    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
