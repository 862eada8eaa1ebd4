// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls by fate, as their callers know it. Usually that is one fate; if two threads ended the same call at the same moment
 * (a result and a cancellation, say) it is one of two, and the caller cannot know which. Thread-safe.
 */
public final class Tally {
    /** Every set of fates that records can contain. */
    static final List<Set<Fate>> CHOICES = choices();

    private final Map<Set<Fate>, LongAdder> calls = new ConcurrentHashMap<>();

    private static List<Set<Fate>> choices() {
        List<Set<Fate>> choices = new ArrayList<>();
        for (Fate fate : EnumSet.complementOf(EnumSet.of(Fate.GIVEN_UP))) {
            List<Set<Fate>> shorter = List.copyOf(choices);
            choices.add(Set.of(fate));
            for (Set<Fate> choice : shorter) {
                Set<Fate> longer = EnumSet.of(fate);
                longer.addAll(choice);
                choices.add(longer);
            }
        }
        return choices;
    }

    public void add(Set<Fate> possible) {
        calls.computeIfAbsent(Set.copyOf(possible), choice -> new LongAdder()).increment();
    }

    public long all() {
        return sum(calls.values());
    }

    /** The number of calls whose fate is certainly one of these. */
    long surely(Set<Fate> fates) {
        return sum(calls.entrySet().stream()
                .filter(each -> fates.containsAll(each.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    }

    /** The number of calls whose fate may be one of these. */
    long possibly(Set<Fate> fates) {
        return sum(calls.entrySet().stream()
                .filter(each -> fates.stream().anyMatch(each.getKey()::contains))
                .map(Map.Entry::getValue)
                .toList());
    }

    private static long sum(Collection<LongAdder> adders) {
        return adders.stream().mapToLong(LongAdder::sum).sum();
    }
}
