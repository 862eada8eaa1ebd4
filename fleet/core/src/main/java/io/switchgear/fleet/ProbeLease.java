// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet;

import io.switchgear.CircuitBreaker;
import io.switchgear.State;
import java.time.Duration;

/** The lease of one member: it is asked for, kept while probes are out, and ended with their result. On the fleet's thread. */
final class ProbeLease {
    /** The longest lease; its holder prolongs it. Short, so that one that has died does not keep the others waiting. */
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** After a refusal that tells no time. */
    private static final long YIELD_NANOS = Duration.ofMillis(500).toNanos();

    private final FleetSettings fleet;
    private final CircuitBreaker breaker;
    private final FleetGate gate;
    private final StoreClient store;
    private final FleetEvents events;
    /** The token of the lease; empty without one. */
    private String token = "";
    /** The token of a request without an answer, which may have been granted; empty if there is none. */
    private String asked = "";

    ProbeLease(FleetSettings fleet, CircuitBreaker breaker, FleetGate gate, StoreClient store, FleetEvents events) {
        this.fleet = fleet;
        this.breaker = breaker;
        this.gate = gate;
        this.store = store;
        this.events = events;
    }

    /** A call has found the wait over. */
    void ask() {
        if (asked.isEmpty()) {
            asked = Long.toHexString(fleet.random().nextLong())
                    + Long.toHexString(fleet.random().nextLong());
        }
        String wanted = asked;
        long sent = fleet.now();
        store.lease(request(wanted), record -> {
                    asked = "";
                    if (record.done()) {
                        token = wanted;
                        gate.leased(sent + time().toNanos());
                    } else {
                        gate.refused(fleet.now() + refusedFor(record));
                    }
                })
                .whenComplete((record, thrown) -> {
                    if (thrown != null) {
                        gate.refused(fleet.now());
                    }
                });
    }

    private Lease request(String wanted) {
        return new Lease(fleet.instance(), wanted, time(), store.notAfter());
    }

    private Duration time() {
        Duration probeTimeout = breaker.config().halfOpen().probeTimeout();
        return probeTimeout.compareTo(LONGEST) < 0 ? probeTimeout : LONGEST;
    }

    private static long refusedFor(FleetRecord record) {
        long told = Math.max(record.leaseLeft().toNanos(), record.left().toNanos());
        return told == 0 ? YIELD_NANOS : told;
    }

    /** Prolongs the lease while its probes are out, from the half of its time on. */
    void keep(long now) {
        if (!token.isEmpty() && breaker.state() == State.HALF_OPEN && !gate.isLeased(now + time().toNanos() / 2)) {
            String kept = token;
            store.lease(request(kept), record -> {
                if (record.done() && kept.equals(token)) {
                    gate.leased(now + time().toNanos());
                }
            });
        }
    }

    /** The probes of this instance have decided; without a lease they did so by the breaker's own rules. */
    void probed(boolean up, String why) {
        if (token.isEmpty()) {
            return;
        }
        int attempt = up ? 0 : gate.known().record().attempt() + 1;
        Move move = new Move(
                up ? FleetState.CLOSED : FleetState.OPEN,
                up ? Duration.ZERO : fleet.waitAfter(attempt),
                attempt,
                fleet.instance(),
                why,
                store.notAfter());
        String used = token;
        token = "";
        store.complete(used, move, record -> {
            if (!record.done()) {
                events.tell(FleetEvent.Kind.LEASE_LOST, breaker.name(), "the lease had ended before its probes did");
            }
        });
    }

    /** The record has moved on: the lease is worth nothing any more. */
    void over() {
        token = "";
        asked = "";
        gate.over();
    }
}
