package io.switchgear.soak.checks;

import io.switchgear.RejectionReason;
import io.switchgear.outcome.Outcome;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the callers of one breaker know of all their calls, for the whole run. They know more than outcomes: of some calls they
 * know that the phase that let them in was surely still the current one at the end, of others that it surely was not.
 * Thread-safe.
 */
public final class Books {
    private static final Set<Outcome> COUNTED = Set.of(Outcome.SUCCESS, Outcome.FAILURE);

    /** All calls that passed while the breaker was not switched off. */
    final Tally passed = new Tally();
    /** Those of them that surely came back in the phase that let them in. */
    final Tally timely = new Tally();
    /** Calls that passed while it was switched off, and are counted nowhere. */
    final Tally unrecorded = new Tally();

    final LongAdder surelyLate = new LongAdder();
    final LongAdder surelySlow = new LongAdder();
    final LongAdder possiblySlow = new LongAdder();
    final Map<RejectionReason, LongAdder> rejected = new ConcurrentHashMap<>();
    /** Rejected without a word about why. */
    final LongAdder rejectedSilently = new LongAdder();

    /** How a call that passed came back: what its caller measured. */
    public record Return(
            Set<Outcome> outcomes,
            boolean recorded,
            boolean timely,
            boolean late,
            boolean surelySlow,
            boolean possiblySlow) {}

    public void returned(Return call) {
        if (!call.recorded) {
            unrecorded.add(call.outcomes);
            return;
        }
        passed.add(call.outcomes);
        if (call.timely) {
            timely.add(call.outcomes);
        }
        if (call.late) {
            surelyLate.increment();
        }
        boolean counts = COUNTED.containsAll(call.outcomes);
        if (call.timely && call.surelySlow && counts) {
            surelySlow.increment();
        }
        if (call.possiblySlow && call.outcomes.stream().anyMatch(COUNTED::contains)) {
            possiblySlow.increment();
        }
    }

    /** A rejection; the reason is {@code null} where the way in does not tell it. */
    public void rejected(@Nullable RejectionReason reason) {
        if (reason == null) {
            rejectedSilently.increment();
        } else {
            rejected.computeIfAbsent(reason, first -> new LongAdder()).increment();
        }
    }

    long rejected() {
        return rejectedSilently.sum()
                + rejected.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long rejectedFor(RejectionReason reason) {
        LongAdder adder = rejected.get(reason);
        return adder == null ? 0 : adder.sum();
    }
}
