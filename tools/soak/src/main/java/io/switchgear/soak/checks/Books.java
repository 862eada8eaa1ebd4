// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import io.switchgear.RejectionReason;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The callers' records of all their calls to one breaker, for the whole run. They contain more than fates: for some calls
 * it is certain that the phase that admitted them was still the current one at the end, for others that it was not.
 * Thread-safe.
 */
public final class Books {
    private static final Set<Fate> COUNTED = Set.of(Fate.SUCCESS, Fate.FAILURE);

    /** All calls that passed while the breaker was not disabled. */
    final Tally passed = new Tally();
    /** Those of them that certainly came back in the phase that admitted them. */
    final Tally timely = new Tally();
    /** The calls that an observer is notified of: all calls that pass, including those that are counted nowhere. */
    final Tally heard = new Tally();
    /** The calls inside probes that may have been part of them or calls of their own. */
    final LongAdder uncertain = new LongAdder();

    final LongAdder surelyLate = new LongAdder();
    final LongAdder surelySlow = new LongAdder();
    final LongAdder possiblySlow = new LongAdder();
    final Map<RejectionReason, LongAdder> rejected = new ConcurrentHashMap<>();
    /** The calls rejected without a known reason. */
    final LongAdder rejectedSilently = new LongAdder();

    /** The end of a call that passed, as its caller measured it. */
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

    /** A failure that belongs to no call, which the breaker reports as counted. No observer is notified of it. */
    public void recorded() {
        passed.add(Set.of(Fate.FAILURE));
        timely.add(Set.of(Fate.FAILURE));
    }

    /** A call inside another one's operation passed: as part of that call, which is counted nowhere, or perhaps not. */
    public void nested(Set<Fate> fates, boolean surelyPart) {
        heard(fates, false);
        if (!surelyPart) {
            uncertain.increment();
        }
    }

    /**
     * Records the observer's view: a call that counts as stale, or nowhere, is reported to it as ignored, however late it
     * was given up.
     */
    private void heard(Set<Fate> fates, boolean timely) {
        heard.add(!timely && fates.contains(Fate.ABANDONED) ? with(fates, Fate.IGNORED) : fates);
    }

    private static Set<Fate> with(Set<Fate> fates, Fate other) {
        Set<Fate> more = EnumSet.copyOf(fates);
        more.add(other);
        return more;
    }

    /** A rejection; the reason is {@code null} if the way in does not report it. */
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
