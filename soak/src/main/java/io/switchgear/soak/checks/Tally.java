package io.switchgear.soak.checks;

import io.switchgear.outcome.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls by outcome, as their callers know it. Mostly that is one outcome; where two ended the same call at the same moment (a
 * result and a cancellation, say) it is one of two, and the caller cannot know which. Thread-safe.
 */
public final class Tally {
    /** Every choice of outcomes there is. */
    static final List<Set<Outcome>> CHOICES = choices();

    private final Map<Set<Outcome>, LongAdder> calls = new ConcurrentHashMap<>();

    private static List<Set<Outcome>> choices() {
        List<Set<Outcome>> choices = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            List<Set<Outcome>> shorter = List.copyOf(choices);
            choices.add(Set.of(outcome));
            for (Set<Outcome> choice : shorter) {
                Set<Outcome> longer = EnumSet.of(outcome);
                longer.addAll(choice);
                choices.add(longer);
            }
        }
        return choices;
    }

    public void add(Set<Outcome> possible) {
        calls.computeIfAbsent(Set.copyOf(possible), choice -> new LongAdder()).increment();
    }

    public long all() {
        return sum(calls.values());
    }

    /** Calls whose outcome is certainly one of these. */
    long surely(Set<Outcome> outcomes) {
        return sum(calls.entrySet().stream()
                .filter(each -> outcomes.containsAll(each.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    }

    /** Calls whose outcome may be one of these. */
    long possibly(Set<Outcome> outcomes) {
        return sum(calls.entrySet().stream()
                .filter(each -> outcomes.stream().anyMatch(each.getKey()::contains))
                .map(Map.Entry::getValue)
                .toList());
    }

    private static long sum(Collection<LongAdder> adders) {
        return adders.stream().mapToLong(LongAdder::sum).sum();
    }
}
