package io.switchgear.soak.checks;

import io.switchgear.RejectionReason;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the callers of one breaker know of all their calls, for the whole run. They know more than fates: of some calls they
 * know that the phase that let them in was surely still the current one at the end, of others that it surely was not.
 * Thread-safe.
 */
public final class Books {
    private static final Set<Fate> COUNTED = Set.of(Fate.SUCCESS, Fate.FAILURE);

    /** All calls that passed while the breaker was not switched off. */
    final Tally passed = new Tally();
    /** Those of them that surely came back in the phase that let them in. */
    final Tally timely = new Tally();
    /** What an observer hears of: all calls that pass, those too that are counted nowhere. */
    final Tally heard = new Tally();
    /** Calls inside probes of which nobody knows whether they were part of them or calls of their own. */
    final LongAdder uncertain = new LongAdder();

    final LongAdder surelyLate = new LongAdder();
    final LongAdder surelySlow = new LongAdder();
    final LongAdder possiblySlow = new LongAdder();
    final Map<RejectionReason, LongAdder> rejected = new ConcurrentHashMap<>();
    /** Rejected without a word about why. */
    final LongAdder rejectedSilently = new LongAdder();

    /** How a call that passed came back: what its caller measured. */
    public record Return(
            Set<Fate> fates,
            boolean recorded,
            boolean timely,
            boolean late,
            boolean surelySlow,
            boolean possiblySlow) {}

    public void returned(Return call) {
        heard(call.fates, call.recorded && call.timely);
        if (!call.recorded) {
            return;
        }
        passed.add(call.fates);
        if (call.timely) {
            timely.add(call.fates);
        }
        if (call.late) {
            surelyLate.increment();
        }
        boolean counts = COUNTED.containsAll(call.fates);
        if (call.timely && call.surelySlow && counts) {
            surelySlow.increment();
        }
        if (call.possiblySlow && call.fates.stream().anyMatch(COUNTED::contains)) {
            possiblySlow.increment();
        }
    }

    /** A failure that belongs to no call, which the breaker says it has counted. No observer hears of it. */
    public void recorded() {
        passed.add(Set.of(Fate.FAILURE));
        timely.add(Set.of(Fate.FAILURE));
    }

    /** A call inside another one's operation passed: as part of that, which is counted nowhere, or perhaps not. */
    public void nested(Set<Fate> fates, boolean surelyPart) {
        heard(fates, false);
        if (!surelyPart) {
            uncertain.increment();
        }
    }

    /** Of a call that is counted as late, or nowhere, an observer hears that it was ignored, however late it was given up. */
    private void heard(Set<Fate> fates, boolean timely) {
        heard.add(!timely && fates.contains(Fate.ABANDONED) ? with(fates, Fate.IGNORED) : fates);
    }

    private static Set<Fate> with(Set<Fate> fates, Fate other) {
        Set<Fate> more = EnumSet.copyOf(fates);
        more.add(other);
        return more;
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
