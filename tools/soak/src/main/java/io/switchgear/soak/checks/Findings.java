package io.switchgear.soak.checks;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** How often each check was made, and what it found. Thread-safe. */
public final class Findings {
    /** Of one check: the first say what is wrong, and thousands would hide the others. */
    private static final int MOST_TOLD = 5;

    private final Map<Check, Tally> tallies = new EnumMap<>(Check.class);
    private final BiConsumer<Check, String> told;

    /** How often a check was made and failed. */
    public record Count(long held, long broken) {}

    private static final class Tally {
        final AtomicLong held = new AtomicLong();
        final AtomicLong broken = new AtomicLong();
    }

    /**
     * Nothing found yet.
     *
     * @param told hears of the first violations of each check, on the thread that found it
     */
    public Findings(BiConsumer<Check, String> told) {
        this.told = told;
        for (Check check : Check.values()) {
            tallies.put(check, new Tally());
        }
    }

    /**
     * Notes one check.
     *
     * @param figures what was seen, with its numbers; made only when the check is broken
     */
    public void hold(Check check, boolean holds, Supplier<String> figures) {
        Tally tally = tally(check);
        if (holds) {
            tally.held.incrementAndGet();
        } else if (tally.broken.incrementAndGet() <= MOST_TOLD) {
            told.accept(check, figures.get());
        }
    }

    public Count count(Check check) {
        return new Count(tally(check).held.get(), tally(check).broken.get());
    }

    /** {@return the violations of all checks} */
    public long broken() {
        return tallies.values().stream().mapToLong(tally -> tally.broken.get()).sum();
    }

    private Tally tally(Check check) {
        Tally tally = tallies.get(check);
        if (tally == null) {
            throw new IllegalStateException(check.name());
        }
        return tally;
    }
}
