package io.switchgear.soak.calls;

import io.switchgear.soak.checks.Fate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts of calls by way in and by end, for the summary. Thread-safe. */
public final class CallCounts {
    private final Map<Way, Map<String, LongAdder>> counts = new EnumMap<>(Way.class);

    CallCounts() {
        for (Way way : Way.values()) {
            counts.put(way, new ConcurrentHashMap<>());
        }
    }

    void returned(Way way, Set<Fate> fates) {
        String text = fates.size() > 1
                ? "one or the other"
                : fates.iterator().next().name().toLowerCase(Locale.ROOT);
        add(way, text);
    }

    void rejected(Way way) {
        add(way, "rejected");
    }

    void recorded(boolean counted) {
        add(Way.RECORD, counted ? "counted" : "not counted");
    }

    void notAsked(Way way) {
        add(way, "over before");
    }

    private void add(Way way, String what) {
        Map<String, LongAdder> counted = counts.get(way);
        if (counted != null) {
            counted.computeIfAbsent(what, first -> new LongAdder()).increment();
        }
    }

    public long all() {
        return counts.values().stream()
                .flatMap(counted -> counted.values().stream())
                .mapToLong(LongAdder::sum)
                .sum();
    }

    /** {@return a line per way} */
    public Map<Way, Map<String, Long>> view() {
        Map<Way, Map<String, Long>> view = new EnumMap<>(Way.class);
        counts.forEach((way, counted) -> {
            Map<String, Long> line = new TreeMap<>();
            counted.forEach((what, adder) -> line.put(what, adder.sum()));
            view.put(way, line);
        });
        return view;
    }
}
