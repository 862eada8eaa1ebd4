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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One breaker's side of a fleet. It tells the store what the breaker has found out, and the breaker what the store says.
 * Runs on the fleet's thread only, except where a method says otherwise.
 */
final class FleetMember {
    private static final long BUSY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long CALM_NANOS = Duration.ofSeconds(10).toNanos();
    /** The reports per second of all instances together that a store is asked for, for one breaker. */
    private static final int MOST_REPORTS = 2_000;
    /** The longest lease; its holder prolongs it. Short, so that one that has died does not keep the others waiting. */
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(10);
    /** After a refusal that tells no time. */
    private static final long YIELD_NANOS = Duration.ofMillis(500).toNanos();
    /** The time over which the instances of a fleet without a ramp come back. */
    private static final long SPREAD_NANOS = Duration.ofSeconds(5).toNanos();

    private final FleetSettings fleet;
    private final Scope scope;
    private final CircuitBreaker breaker;
    private final FleetEvents events;
    private final Evidence evidence;
    private final Registration listening;
    /** Replaced when the user has put another gate in. Volatile for views. */
    private volatile FleetGate gate;

    /** The token of the lease; empty without one. */
    private String token = "";
    /** Whether this instance has closed its breaker by its own probes since the fleet's last change. */
    private boolean provenUp;

    private long nextReportNanos;
    private boolean reporting;
    private boolean moving;
    private boolean left;
    /** Operations that failed or were not answered in time. Written by the fleet's thread. */
    private volatile long unanswered;

    /** Joins a breaker. Runs on the thread of the one who joins it. */
    FleetMember(FleetSettings fleet, CircuitBreaker breaker, FleetEvents events) {
        this.fleet = fleet;
        this.scope = new Scope(fleet.name(), fleet.group(), breaker.name());
        this.breaker = breaker;
        this.events = events;
        this.evidence = new Evidence(fleet, breaker);
        this.gate = gateAfter(breaker.config().probeGate());
        this.listening = breaker.onEvent(this::hear, fleet.scheduler());
        put(gate);
    }

    private FleetGate gateAfter(ProbeGate before) {
        return new FleetGate(before, fleet, () -> fleet.scheduler().execute(this::askForLease));
    }

    private void put(ProbeGate wanted) {
        breaker.reconfigure(breaker.config().toBuilder().probesWhen(wanted).build());
    }

    Scope scope() {
        return scope;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    /** Leaves the fleet: the breaker goes on by its own rules. Votes and leases end by themselves. */
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
        if (!token.isEmpty()) {
            keepLease(now);
        }
        if (news || now >= nextReportNanos) {
            report(now);
        }
    }

    private void report(long now) {
        nextReportNanos = now + reportEvery();
        if (reporting || left) {
            return;
        }
        reporting = true;
        Report report = new Report(
                fleet.instance(),
                evidence.isActive(now),
                evidence.votes(),
                gate.known().record().version());
        send(() -> fleet.store().report(scope, report), record -> {
                    accept(record, false);
                    settleDifferences(record);
                })
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
            Move move = new Move(to, lasts, attempt, by, why, notAfter());
            send(() -> fleet.store().move(scope, seenVersion, move), record -> accept(record, false))
                    .whenComplete((record, thrown) -> moving = false);
        }
    }

    /** Asks for a change on behalf of an operator; returns the record after it. Runs on any thread. */
    CompletableFuture<FleetRecord> moveByHand(FleetState to, Duration lasts, String author, String why) {
        CompletableFuture<FleetRecord> result = new CompletableFuture<>();
        fleet.scheduler().execute(() -> {
            long seen = gate.known().record().version();
            Move move = new Move(to, lasts, to == FleetState.CLOSED ? 0 : 1, author, why, notAfter());
            send(() -> fleet.store().move(scope, seen, move), record -> accept(record, false))
                    .whenComplete((record, thrown) -> {
                        if (thrown == null) {
                            result.complete(record);
                        } else {
                            result.completeExceptionally(thrown);
                        }
                    });
        });
        return result;
    }

    /** The calls that find the wait over have asked for a lease. */
    private void askForLease() {
        String wanted = Long.toHexString(fleet.random().nextLong())
                + Long.toHexString(fleet.random().nextLong());
        long asked = fleet.now();
        FleetGate asking = gate;
        send(() -> fleet.store().lease(scope, lease(wanted)), record -> {
                    accept(record, false);
                    if (record.done()) {
                        token = wanted;
                        asking.leased(asked + leaseTime().toNanos());
                    } else {
                        asking.refused(fleet.now() + refusedFor(record));
                    }
                })
                .whenComplete((record, thrown) -> {
                    if (thrown != null) {
                        asking.refused(fleet.now());
                    }
                });
    }

    private Lease lease(String wanted) {
        return new Lease(fleet.instance(), wanted, leaseTime(), notAfter());
    }

    private Duration leaseTime() {
        Duration probeTimeout = breaker.config().halfOpen().probeTimeout();
        return probeTimeout.compareTo(LONGEST_LEASE) < 0 ? probeTimeout : LONGEST_LEASE;
    }

    private static long refusedFor(FleetRecord record) {
        long told = Math.max(record.leaseLeft().toNanos(), record.left().toNanos());
        return told == 0 ? YIELD_NANOS : told;
    }

    /** Prolongs the lease while its probes are out, from the half of its time on. */
    private void keepLease(long now) {
        FleetGate probing = gate;
        if (breaker.state() == State.HALF_OPEN
                && !probing.isLeased(now + leaseTime().toNanos() / 2)) {
            String kept = token;
            send(() -> fleet.store().lease(scope, lease(kept)), record -> {
                accept(record, false);
                if (record.done() && kept.equals(token)) {
                    probing.leased(now + leaseTime().toNanos());
                }
            });
        }
    }

    /** A change of the record came by itself. Runs on the fleet's thread. */
    void pushed(FleetRecord record) {
        accept(record, true);
    }

    private void accept(FleetRecord record, boolean pushed) {
        if (left) {
            return;
        }
        FleetRecord before = gate.known().record();
        if (pushed && record.version() <= before.version()) {
            return; // an answer has told it already
        }
        if (record.version() < before.version() && !before.isClosed()) {
            // The store has forgotten an outage that goes on: it is told again. One of those who do wins.
            Duration rest = gate.known().left(fleet.now());
            move(record.version(), before.state(), rest, before.attempt(), before.by(), before.why());
            return;
        }
        gate.known(new Known(record, fleet.now()));
        if (record.version() > before.version()) {
            apply(record);
        }
    }

    private void apply(FleetRecord record) {
        provenUp = false;
        token = "";
        gate.over();
        if (record.isClosed()) {
            evidence.clear();
            String why = "fleet " + scope.fleet() + ": " + record.by() + ": " + record.why();
            long spread = breaker.config().ramp().isOff()
                    ? (long) (SPREAD_NANOS * fleet.random().nextDouble())
                    : 0;
            fleet.scheduler().schedule(() -> recover(record.version(), why), spread, TimeUnit.NANOSECONDS);
            events.tell(FleetEvent.Kind.CLOSED, breaker.name(), why);
        } else {
            boolean held = record.state() == FleetState.HELD;
            String why = "fleet " + scope.fleet() + ": " + (held ? "held by " + record.by() + ": " : "") + record.why();
            if (breaker.config().shedding().isOff()) {
                breaker.openUnlessHeld(record.left(), why);
            }
            events.tell(held ? FleetEvent.Kind.HELD : FleetEvent.Kind.OPENED, breaker.name(), why);
        }
    }

    private void recover(long version, String why) {
        if (gate.known().record().version() == version) {
            breaker.recover(why);
        }
    }

    @SuppressWarnings("ReferenceEquality") // A gate is equal only to itself.
    private void hear(BreakerEvent event) {
        if (left) {
            return;
        }
        if (event instanceof Reconfiguration && breaker.config().probeGate() != gate) {
            FleetGate replaced = gateAfter(breaker.config().probeGate());
            replaced.known(gate.known());
            gate = replaced;
            put(replaced);
        } else if (event instanceof StateChange change) {
            evidence.hear(change);
            boolean up = change.to() == State.CLOSED;
            if (change.kind() == StateChange.Kind.PROBES && (up || change.to() == State.OPEN)) {
                probed(up, change.reason());
            }
            if (change.kind() == StateChange.Kind.RULE) {
                report(fleet.now());
            }
        }
    }

    /** The probes of this instance have decided. */
    private void probed(boolean up, String why) {
        provenUp = up && !gate.known().isClosed();
        if (token.isEmpty()) {
            return; // by its own rules
        }
        int attempt = up ? 0 : gate.known().record().attempt() + 1;
        Move move = new Move(
                up ? FleetState.CLOSED : FleetState.OPEN,
                up ? Duration.ZERO : fleet.waitAfter(attempt),
                attempt,
                fleet.instance(),
                why,
                notAfter());
        String used = token;
        token = "";
        send(() -> fleet.store().complete(scope, used, move), record -> {
            accept(record, false);
            if (!record.done()) {
                events.tell(FleetEvent.Kind.LEASE_LOST, breaker.name(), "the lease had ended before its probes did");
            }
        });
    }

    private long notAfter() {
        return gate.known().storeMillisIn(StoreCall.PATIENCE, fleet.now());
    }

    /** Asks the store; its answer, if there is one in time, ends being alone. */
    private CompletionStage<FleetRecord> send(
            Supplier<? extends CompletionStage<FleetRecord>> operation, Consumer<FleetRecord> then) {
        CompletableFuture<FleetRecord> end = new CompletableFuture<>();
        StoreCall.start(fleet.scheduler(), operation, (record, thrown) -> {
            if (record == null) {
                unanswered++;
                gate.unanswered();
                events.alone(breaker.name(), String.valueOf(thrown));
                end.completeExceptionally(thrown);
            } else {
                gate.answered();
                events.answered(breaker.name());
                try {
                    then.accept(record);
                } finally {
                    end.complete(record);
                }
            }
        });
        return end;
    }

    /** What this instance knows. Runs on any thread. */
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
                unanswered));
    }
}
