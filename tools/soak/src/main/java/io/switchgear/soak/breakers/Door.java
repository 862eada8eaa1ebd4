// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.soak.checks.Ask;
import io.switchgear.soak.checks.Audit;
import io.switchgear.soak.checks.Books;
import io.switchgear.soak.checks.Fate;
import io.switchgear.soak.checks.Findings;
import io.switchgear.soak.checks.ProbeWatch;
import io.switchgear.soak.checks.Sighting;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The callers' side of one breaker: each call is recorded on its way in and out. A call takes four snapshots: before it
 * asks, within the operation, before it is settled, and when it is back. Thread-safe.
 */
public final class Door {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String name;
    private final @Nullable Supplier<Snapshot> snapshots;
    private final @Nullable ProbeWatch probes;
    private final long slowNanos;
    private final boolean measuresAll;
    private final Audit audit;
    private final Books books = new Books();
    private final Moves moves;
    private final Idleness idleness = new Idleness();

    /**
     * @param snapshots the snapshots of the breaker behind it; {@code null} if that may be replaced
     * @param slowNanos the threshold of slow calls; {@link Long#MAX_VALUE} without one
     */
    Door(
            String name,
            Findings findings,
            @Nullable Supplier<Snapshot> snapshots,
            @Nullable ProbeWatch probes,
            Moves moves,
            long slowNanos) {
        this.name = name;
        this.snapshots = snapshots;
        this.probes = probes;
        this.moves = moves;
        this.slowNanos = slowNanos;
        this.measuresAll = slowNanos != Long.MAX_VALUE;
        this.audit = new Audit(name, findings);
    }

    public String name() {
        return name;
    }

    Books books() {
        return books;
    }

    Audit audit() {
        return audit;
    }

    Moves moves() {
        return moves;
    }

    /** The times without callers. */
    public Idleness idleness() {
        return idleness;
    }

    /** Begins a call. It must continue with {@link #entered}, {@link #rejected} or {@link #notAsked}, on this thread. */
    public Ask ask() {
        moves.hold();
        return new Ask(
                NUMBERS.incrementAndGet(), System.nanoTime(), look(), moves.done(), moves.looksOn(), !moves.isOff());
    }

    /** The breaker has admitted the call; must be called within the operation. */
    public void entered(Ask ask) {
        Sighting now = look();
        long nanos = System.nanoTime();
        ask.entered(now, nanos, moves.begun(), moves.looksOn());
        moves.letGo();
        idleness.asked(nanos);
        Sighting before = ask.before();
        if (probes != null && before != null && now != null) {
            probes.entered(ask, before, now, nanos);
        }
    }

    /** The breaker has rejected the call, for a reason that not every way in reports. */
    public void rejected(Ask ask, @Nullable RejectionReason reason) {
        moves.letGo();
        Sighting after = look();
        long nanos = System.nanoTime();
        idleness.asked(nanos);
        books.rejected(reason);
        Sighting before = ask.before();
        if (before != null && after != null) {
            audit.notBackwards(before.totals(), after.totals());
            if (probes != null) {
                probes.rejected(before, after, reason, nanos);
            }
        }
    }

    /** The context was over before the breaker was asked. */
    public void notAsked() {
        moves.letGo();
    }

    /** A failure that belongs to no call was recorded; the breaker returns whether it has counted it. */
    public void recorded(boolean counted) {
        moves.letGo();
        if (counted) {
            books.recorded();
        }
    }

    /**
     * A call on the same thread, inside the operation of a certain probe, is back.
     *
     * @param passedNanos the time of its admission; {@code null} if it was not admitted
     * @param rejection the reason, if it was rejected
     * @param fates its possible fates
     */
    public void nested(Ask probe, @Nullable Long passedNanos, @Nullable RejectionReason rejection, Set<Fate> fates) {
        long nanos = passedNanos == null ? System.nanoTime() : passedNanos;
        Sighting now = look();
        boolean part = probe.isLeasedAt(nanos, Setup.LEASE.toNanos()) && probe.isSurelyStillProbing(now, moves.begun());
        if (probes != null) {
            probes.nested(probe, part, rejection == null);
        }
        if (passedNanos != null) {
            books.nested(fates, part);
        } else if (rejection != null) {
            books.rejected(rejection);
        }
    }

    /** Whether the breaker measures the duration even of calls that begin and end in one method. */
    public boolean measuresAll() {
        return measuresAll;
    }

    /** A thread is about to settle the call. */
    public void settling(Ask ask) {
        long nanos = System.nanoTime();
        int done = moves.done();
        ask.settling(nanos, done, look());
    }

    /**
     * The call is back.
     *
     * @param possible the possible outcomes in the breaker's counts; one, if it is certain
     * @param measured whether the breaker certainly measured its duration
     * @param settled whether its settlement is certainly over
     * @return the possible outcomes, given its duration
     */
    public Set<Fate> returned(Ask ask, Set<Fate> possible, boolean measured, boolean settled) {
        Sighting after = look();
        long leastNanos = ask.outNanos();
        long mostNanos = System.nanoTime() - ask.askedNanos();
        long bound = Setup.ABANDONED.toNanos();
        Set<Fate> fates = Fate.of(possible, measured && leastNanos > bound, mostNanos > bound);
        books.returned(new Books.Return(
                fates,
                ask.isRecorded(),
                settled && ask.isSurelyTimely(after, moves.begun()),
                ask.isSurelyLate(),
                leastNanos > slowNanos,
                mostNanos > slowNanos));
        Sighting before = ask.before();
        if (before != null && after != null) {
            audit.notBackwards(before.totals(), after.totals());
        }
        if (probes != null) {
            probes.ended(ask, fates, mostNanos > slowNanos || mostNanos >= Setup.LEASE.toNanos());
        }
        return fates;
    }

    private @Nullable Sighting look() {
        if (snapshots == null) {
            return null;
        }
        long nanos = System.nanoTime();
        return Sighting.of(nanos, snapshots.get());
    }
}
