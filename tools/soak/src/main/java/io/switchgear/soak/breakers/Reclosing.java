// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

import io.switchgear.Snapshot;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.soak.checks.Check;
import io.switchgear.soak.checks.Findings;
import io.switchgear.soak.checks.Reclosed;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One breaker on its way back after the service has recovered and no call from before is out. It may take the rest of its
 * wait, then its probes, each as long as its lease, then its ramp; and for each opening on the way, which takes a failed
 * probe nevertheless, the announced wait and all of that again. The time in which no caller asked it and the delay with
 * which this machine wakes its threads are added, both as measured, so a busy machine violates no check. Not thread-safe.
 */
public final class Reclosing {
    private final String breaker;
    private final BooleanSupplier closed;
    private final Openings openings;
    private final Idleness idleness;
    private final long onceNanos;
    private final long startNanos = System.nanoTime();
    private final long openingsBefore;
    private final long waitsBefore;
    private final long idleBefore;
    private final long leftNanos;
    private final boolean wasClosed;

    private Reclosing(
            String breaker,
            BooleanSupplier closed,
            Openings openings,
            Idleness idleness,
            long leftNanos,
            long onceNanos) {
        this.breaker = breaker;
        this.closed = closed;
        this.openings = openings;
        this.idleness = idleness;
        this.leftNanos = leftNanos;
        this.onceNanos = onceNanos;
        this.openingsBefore = openings.openings();
        this.waitsBefore = openings.waitNanos();
        this.idleBefore = idleness.nanos(startNanos);
        this.wasClosed = closed.getAsBoolean();
    }

    static Reclosing of(SoakedBreaker breaker, Openings openings) {
        Snapshot now = breaker.snapshot();
        HalfOpen plan = breaker.config().halfOpen();
        // A phase that already probes may have another plan; no plan is longer than this.
        long rounds = Math.max(
                plan.probes(), now.probes().map(status -> status.permitted()).orElse(0));
        return new Reclosing(
                breaker.name(),
                breaker::isClosed,
                openings,
                breaker.door().idleness(),
                now.nextProbeIn().map(Duration::toNanos).orElse(0L),
                (rounds + (breaker.isGated() ? 1 : 0)) * Setup.LEASE.toNanos() + Setup.LONGEST_RAMP.toNanos());
    }

    static Reclosing of(SoakedKeys keys, Openings openings) {
        // The keys wait at the same time, but the callers divide themselves among them.
        long once = SoakedKeys.PLACES * Setup.LEASE.toNanos();
        return new Reclosing(
                Setup.KEYED, keys::isClosed, openings, keys.door().idleness(), Setup.LONGEST_WAIT.toNanos(), once);
    }

    /** Checks once it is closed, or has taken too long; empty while neither is the case, else the time that it took. */
    public OptionalLong check(Findings findings, LongSupplier latenessNanos) {
        boolean over = closed.getAsBoolean();
        long now = System.nanoTime();
        long took = over && wasClosed ? 0 : now - startNanos;
        long opened = openings.openings() - openingsBefore;
        Reclosed figures = new Reclosed(
                breaker,
                over,
                took,
                leftNanos + openings.waitNanos() - waitsBefore,
                (1 + opened) * onceNanos,
                opened,
                idleness.nanos(now) - idleBefore,
                latenessNanos.getAsLong());
        if (!over && figures.isInTime()) {
            return OptionalLong.empty();
        }
        findings.hold(Check.RECOVERY, figures.isInTime(), figures::toString);
        return OptionalLong.of(took);
    }
}
