// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import io.switchgear.BreakerEvent;
import io.switchgear.CircuitBreaker;
import io.switchgear.Reconfiguration;
import io.switchgear.Registration;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.recovery.ProbeGate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One breaker's side of a fleet. It tells the store what the breaker has found out, and the breaker what the store says.
 * Runs on the fleet's thread only, except where a method says otherwise.
 */
final class FleetMember {
    private static final long BUSY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long CALM_NANOS = Duration.ofSeconds(10).toNanos();
    /** The share by which reports may come earlier. */
    private static final double SPREAD = 0.1;
    /** The reports per second of all instances together that a store is asked for, for one breaker. */
    private static final int MOST_REPORTS = 2_000;
    /** The time over which breakers without a ramp close after an outage of the fleet. */
    private static final long SPREAD_NANOS = Duration.ofSeconds(5).toNanos();

    private final FleetSettings fleet;
    private final CircuitBreaker breaker;
    private final FleetEvents events;
    private final Evidence evidence;
    private final FleetGate gate;
    private final StoreClient store;
    private final ProbeLease lease;
    private final Registration listening;

    /** Whether this instance has closed its breaker by its own probes since the fleet's last change. */
    private boolean provenUp;

    /** When to close after an outage of the fleet; 0 for not at all. */
    private long recoverAtNanos;

    private String recoverWhy = "";
    private long nextReportNanos;
    private boolean reporting;
    private boolean moving;
    /** Set by the thread that leaves. */
    private volatile boolean left;

    /** Joins a breaker. Runs on the thread of the one who joins it. */
    FleetMember(FleetSettings fleet, CircuitBreaker breaker, FleetEvents events) {
        this.fleet = fleet;
        this.breaker = breaker;
        this.events = events;
        this.evidence = new Evidence(fleet, breaker);
        this.gate = new FleetGate(
                breaker.config().probeGate(), fleet, () -> fleet.scheduler().execute(this::askForLease));
        this.store = new StoreClient(
                fleet, new Scope(fleet.name(), fleet.group(), breaker.name()), gate, events, this::accept);
        this.lease = new ProbeLease(fleet, breaker, gate, store, events);
        this.listening = breaker.onEvent(this::hear, fleet.scheduler());
        put(gate);
    }

    private void askForLease() {
        lease.ask();
    }

    private void put(ProbeGate wanted) {
        breaker.reconfigure(breaker.config().toBuilder().probesWhen(wanted).build());
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    /** Leaves the fleet: the breaker goes on by its own rules. Votes and leases end by themselves. Runs on any thread. */
    @SuppressWarnings("ReferenceEquality") // A gate is equal only to itself.
    void leave() {
        left = true;
        listening.close();
        if (breaker.config().probeGate() == gate) {
            put(gate.before());
        }
    }

    /** Runs several times a second. */
    void tick() {
        long now = fleet.now();
        boolean news = evidence.look(now);
        lease.keep(now);
        if (recoverAtNanos != 0 && now >= recoverAtNanos) {
            recoverAtNanos = 0;
            breaker.recover(recoverWhy);
        }
        if (news || now >= nextReportNanos) {
            report(now);
        }
    }

    private void report(long now) {
        // Spread, so that many breakers that have reported at once do not go on doing so.
        nextReportNanos =
                now + (long) (reportEvery() * (1 - SPREAD * fleet.random().nextDouble()));
        if (reporting || left) {
            return;
        }
        reporting = true;
        long seenVersion = gate.known().record().version();
        store.report(
                        new Report(fleet.instance(), evidence.isActive(), evidence.votes(), seenVersion),
                        this::settleDifferences)
                .whenComplete((record, thrown) -> reporting = false);
    }

    private long reportEvery() {
        if (!evidence.isBusy() && gate.known().isClosed() && !gate.isAlone()) {
            return CALM_NANOS;
        }
        int seen = gate.known().record().seen();
        return Math.max(BUSY_NANOS, TimeUnit.SECONDS.toNanos(1) * seen / MOST_REPORTS);
    }

    /** Says what the record does not know yet: a quorum, or that the dependency is back. */
    private void settleDifferences(FleetRecord record) {
        if (record.isClosed() && evidence.votes() && fleet.quorum().isMet(record.votes(), record.seen())) {
            String why = record.votes() + " of " + record.seen() + " instances opened; " + fleet.instance() + ": "
                    + evidence.why();
            move(record.version(), FleetState.OPEN, fleet.waitAfter(1), 1, fleet.instance(), why);
        } else if (record.state() == FleetState.OPEN && provenUp) {
            move(record.version(), FleetState.CLOSED, Duration.ZERO, 0, fleet.instance(), "probes succeeded");
        }
    }

    private void move(long seenVersion, FleetState to, Duration lasts, int attempt, String by, String why) {
        if (!moving) {
            moving = true;
            Move move = new Move(to, lasts, attempt, by, why, store.notAfter());
            store.move(seenVersion, move, record -> {}).whenComplete((record, thrown) -> moving = false);
        }
    }

    /** Asks for a change on behalf of an operator; returns the record after it. Runs on any thread. */
    CompletableFuture<FleetRecord> moveByHand(FleetState to, Duration lasts, String author, String why) {
        int attempt = to == FleetState.CLOSED ? 0 : 1;
        return CompletableFuture.supplyAsync(
                        () -> store.move(
                                gate.known().record().version(),
                                new Move(to, lasts, attempt, author, why, store.notAfter()),
                                record -> {}),
                        fleet.scheduler())
                .thenCompose(answer -> answer);
    }

    /** A change of the record came by itself. It is news or nothing: an answer may have told it already. */
    void pushed(FleetRecord record) {
        if (!left && record.version() > gate.known().record().version()) {
            learn(record);
        }
    }

    /** An answer to an operation that was sent then. An older record is news only if it was asked for after the newer one came. */
    private void accept(FleetRecord record, long sentNanos) {
        FleetRecord before = gate.known().record();
        if (left
                || (record.version() < before.version()
                        && sentNanos <= gate.known().atNanos())) {
            return;
        }
        boolean forgot = record.version() < before.version();
        if (forgot && record.isClosed() && !before.isClosed()) {
            // The store has forgotten an outage that goes on: it is told again. One of those who do wins.
            Duration rest = gate.known().left(fleet.now());
            move(record.version(), before.state(), rest, before.attempt(), before.by(), before.why());
            return;
        }
        // An outage of a lower version was told again after the clock of the store had gone back.
        if (record.version() > before.version() || (forgot && !record.isClosed())) {
            learn(record);
        } else {
            gate.known(new Known(record, fleet.now()));
        }
    }

    private void learn(FleetRecord record) {
        gate.known(new Known(record, fleet.now()));
        apply(record);
    }

    private void apply(FleetRecord record) {
        provenUp = false;
        recoverAtNanos = 0;
        lease.over();
        if (record.isClosed()) {
            evidence.clear();
            String why = "fleet " + fleet.name() + ": " + record.by() + ": " + record.why();
            if (breaker.config().ramp().isOff()) {
                recoverWhy = why;
                recoverAtNanos =
                        fleet.now() + (long) (SPREAD_NANOS * fleet.random().nextDouble());
            } else {
                breaker.recover(why);
            }
            events.tell(FleetEvent.Kind.CLOSED, breaker.name(), why);
        } else {
            boolean held = record.state() == FleetState.HELD;
            String why = "fleet " + fleet.name() + ": " + (held ? "held by " + record.by() + ": " : "") + record.why();
            if (breaker.config().shedding().isOff()) {
                breaker.openUnlessHeld(record.left(), why);
            }
            events.tell(held ? FleetEvent.Kind.HELD : FleetEvent.Kind.OPENED, breaker.name(), why);
        }
    }

    private void hear(BreakerEvent event) {
        if (left) {
            return;
        }
        if (event instanceof Reconfiguration) {
            keepGate();
        } else if (event instanceof StateChange change) {
            evidence.hear(change);
            if (change.kind() == StateChange.Kind.PROBES) {
                boolean up = change.to() != State.OPEN; // with a ramp it is still half-open
                provenUp = up && !gate.known().isClosed();
                lease.probed(up, change.reason());
            }
            if (change.kind() == StateChange.Kind.RULE) {
                report(fleet.now());
            }
        }
    }

    /** A user has put another gate in: it is asked before ours. */
    @SuppressWarnings("ReferenceEquality") // A gate is equal only to itself.
    private void keepGate() {
        ProbeGate users = breaker.config().probeGate();
        if (users != gate && !(users instanceof FleetGate)) {
            gate.askBefore(users);
            put(gate);
        }
    }

    /** The view of this instance. Runs on any thread. */
    FleetView view() {
        long now = fleet.now();
        Known known = gate.known();
        return new FleetView(new FleetView.Values(
                breaker.name(),
                breaker.state(),
                known.record(),
                known.left(now),
                known.atNanos() == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(now - known.atNanos())),
                evidence.votes(),
                gate.isLeased(now),
                gate.isAlone(),
                store.unanswered()));
    }
}
