// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import io.switchgear.CallObserver;
import io.switchgear.RejectionReason;
import io.switchgear.outcome.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** The counts of a call observer since the breaker was created. Thread-safe. */
public final class Overheard implements CallObserver {
    private final Map<Fate, LongAdder> settled = new EnumMap<>(Fate.class);
    private final Map<RejectionReason, LongAdder> rejected = new EnumMap<>(RejectionReason.class);

    public Overheard() {
        for (Fate fate : Fate.values()) {
            settled.put(fate, new LongAdder());
        }
        for (RejectionReason reason : RejectionReason.values()) {
            rejected.put(reason, new LongAdder());
        }
    }

    @Override
    @SuppressWarnings("NullAway") // All keys are present.
    public void settled(Outcome outcome, Duration took) {
        settled.get(Fate.valueOf(outcome.name())).increment();
    }

    @Override
    @SuppressWarnings("NullAway") // All keys are present.
    public void abandoned(Duration took) {
        settled.get(Fate.ABANDONED).increment();
    }

    @Override
    @SuppressWarnings("NullAway") // All keys are present.
    public void rejected(RejectionReason reason) {
        rejected.get(reason).increment();
    }

    @SuppressWarnings("NullAway") // All keys are present.
    long settled(Set<Fate> fates) {
        return fates.stream().mapToLong(fate -> settled.get(fate).sum()).sum();
    }

    @SuppressWarnings("NullAway") // All keys are present.
    long rejectedFor(RejectionReason reason) {
        return rejected.get(reason).sum();
    }
}
