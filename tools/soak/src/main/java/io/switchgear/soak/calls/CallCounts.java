// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.soak.checks.Fate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** Counts of calls by way in and by end, for the summary. Thread-safe. */
public final class CallCounts {
    private final Map<Way, Map<String, Long>> counts = new ConcurrentSkipListMap<>();

    void returned(Way way, Set<Fate> fates) {
        String text = fates.size() > 1
                ? "one or the other"
                : fates.iterator().next().name().toLowerCase(Locale.ROOT);
        add(way, text);
    }

    void add(Way way, String what) {
        counts.computeIfAbsent(way, first -> new ConcurrentSkipListMap<>()).merge(what, 1L, Long::sum);
    }

    public long all() {
        return counts.values().stream()
                .flatMap(counted -> counted.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** {@return a line per way} */
    public Map<Way, Map<String, Long>> view() {
        return counts;
    }
}
