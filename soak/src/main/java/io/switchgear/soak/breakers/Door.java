package io.switchgear.soak.breakers;

import io.switchgear.RejectionReason;
import io.switchgear.Snapshot;
import io.switchgear.outcome.Outcome;
import io.switchgear.soak.checks.Ask;
import io.switchgear.soak.checks.Audit;
import io.switchgear.soak.checks.Books;
import io.switchgear.soak.checks.Findings;
import io.switchgear.soak.checks.ProbeWatch;
import io.switchgear.soak.checks.Sighting;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The callers' side of one breaker: each call is written down on its way in and out. A call takes four snapshots: before it
 * asks, from within, before it is settled, and when it is back. Thread-safe.
 */
public final class Door {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String name;
    private final @Nullable Supplier<Snapshot> snapshots;
    private final @Nullable ProbeWatch probes;
    private final long slowNanos;
    private final Audit audit;
    private final Books books = new Books();
    private final Moves moves = new Moves();
    private final Idleness idleness = new Idleness();

    /**
     * @param snapshots of the one breaker behind it; {@code null} when that may be exchanged
     * @param slowNanos its threshold for slow calls; {@link Long#MAX_VALUE} without
     */
    Door(
            String name,
            Findings findings,
            @Nullable Supplier<Snapshot> snapshots,
            @Nullable ProbeWatch probes,
            long slowNanos) {
        this.name = name;
        this.snapshots = snapshots;
        this.probes = probes;
        this.slowNanos = slowNanos;
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

    /** When nobody asked. */
    public Idleness idleness() {
        return idleness;
    }

    /** A call begins. It must go on with {@link #entered}, {@link #rejected} or {@link #notAsked}, on this thread. */
    public Ask ask() {
        moves.hold();
        return new Ask(
                NUMBERS.incrementAndGet(), System.nanoTime(), look(), moves.done(), moves.looksOn(), !moves.isOff());
    }

    /** The breaker has let it in; to be called from within the operation. */
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

    /** The breaker has rejected it, for a reason that not every way in tells. */
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

    /** Its context was over before the breaker was asked. */
    public void notAsked() {
        moves.letGo();
    }

    /** Somebody is about to settle the call. */
    public void settling(Ask ask) {
        int done = moves.done();
        ask.settling(done, look());
    }

    /**
     * The call is back.
     *
     * @param outcomes what it may have counted as; one, if that is certain
     * @param leastNanos how long it surely took; 0 when that is not known
     * @param settled whether its settlement is surely over
     */
    public void returned(Ask ask, Set<Outcome> outcomes, long leastNanos, boolean settled) {
        Sighting after = look();
        long mostNanos = System.nanoTime() - ask.askedNanos();
        books.returned(new Books.Return(
                outcomes,
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
            boolean overdue = mostNanos > slowNanos || mostNanos >= Setup.LEASE.toNanos();
            probes.ended(ask, outcomes, overdue || outcomes.contains(Outcome.FAILURE));
        }
    }

    private @Nullable Sighting look() {
        if (snapshots == null) {
            return null;
        }
        long nanos = System.nanoTime();
        return Sighting.of(nanos, snapshots.get());
    }
}
