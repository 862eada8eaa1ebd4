// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The number of times each check was made, and its violations. Thread-safe. */
public final class Findings {
    /**
     * The maximum number of violations printed per check: the first ones show what is wrong, and thousands would hide those
     * of others.
     */
    private static final int MOST_TOLD = 5;

    private final Map<Check, Tally> tallies = new EnumMap<>(Check.class);
    private final BiConsumer<Check, String> told;

    /** The number of times a check was made and failed. */
    public record Count(long held, long broken) {}

    private static final class Tally {
        final AtomicLong held = new AtomicLong();
        final AtomicLong broken = new AtomicLong();
    }

    /**
     * Creates findings without violations.
     *
     * @param told called for the first violations of each check, on the thread that found them
     */
    public Findings(BiConsumer<Check, String> told) {
        this.told = told;
        for (Check check : Check.values()) {
            tallies.put(check, new Tally());
        }
    }

    /**
     * Records one check.
     *
     * @param figures the observed figures; computed only if the check is violated
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

    /** {@return the number of violations of all checks} */
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
