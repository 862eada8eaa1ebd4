// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import io.switchgear.ProbeStatus;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.recovery.HalfOpen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks the probes of one breaker from outside, and without bounds on how long anything takes. Thread-safe.
 *
 * <p>A call is certainly a probe if its caller saw the breaker open after trip <i>q</i>, or probing after it, before it
 * asked, and probing after that same trip within the operation: in between there was nothing but the one half-open phase
 * after <i>q</i>. Such a call carries <i>q</i> to the service, which reports it before it answers. A call of which that is
 * not certain carries nothing, so fewer probes may be counted than there were, never more, and a busy machine violates no
 * check.
 */
public final class ProbeWatch {
    private final String breaker;
    private final Findings findings;
    private final long leaseNanos;
    /** The longest time for which a gate may keep the breaker open after its wait. */
    private final long graceNanos;

    private final ProbePlans plans = new ProbePlans();
    private final ProbeResults results;
    private final Map<Long, TripRecord> trips = new TreeMap<>();
    /** The certain probes that have not come back. */
    private final List<Ask> out = new ArrayList<>();

    /**
     * @param leaseNanos the breaker's probe timeout
     * @param gated whether it has a probe gate
     */
    public ProbeWatch(String breaker, Findings findings, long leaseNanos, boolean gated) {
        this.breaker = breaker;
        this.findings = findings;
        this.leaseNanos = leaseNanos;
        this.graceNanos = gated ? leaseNanos : 0;
        this.results = new ProbeResults(breaker, findings);
    }

    /** A configuration with this plan is about to be set. */
    public synchronized void planBegins(HalfOpen plan, long nowNanos) {
        plans.begins(plan, nowNanos);
    }

    /** The configuration has been set. */
    public synchronized void planIsInForce(long nowNanos) {
        plans.isInForce(nowNanos);
    }

    /** A call was admitted; determines whether it is certainly a probe. */
    public synchronized void entered(Ask ask, Sighting before, Sighting now, long nowNanos) {
        lease(before, now, nowNanos);
        ProbeStatus status = now.probes().orElse(null);
        if (status == null || before.trip() != now.trip() || !(before.isProbing() || before.state() == State.OPEN)) {
            return;
        }
        ask.isSurelyProbe();
        TripRecord trip = trip(now.trip());
        findings.hold(
                Check.WAIT,
                trip.tooSoonBy(nowNanos) <= 0,
                () -> breaker + ": a probe " + trip.tooSoonBy(nowNanos) + " ns before the wait after trip " + now.trip()
                        + " was over");
        if (trip.status == null) {
            trip.status = status;
            trip.plans = plans.between(trip.beforeProbing(before.nanos()), nowNanos).stream()
                    .filter(plan -> plan.probes() == status.permitted() && plan.required() == status.required())
                    .toList();
        }
        if (ask.isLeasedAt(nowNanos, leaseNanos)) {
            trip.silent(status, nowNanos);
        }
        atOnce(before, now.trip(), trip, nowNanos);
        out.add(ask);
    }

    /** Counts the probes that were certainly out, within their lease, during this call's admission. */
    private void atOnce(Sighting before, long number, TripRecord trip, long nowNanos) {
        long all = 1
                + out.stream()
                        .filter(other -> other.trip() == number
                                && !other.isAnswered()
                                && other.wasEnteredBefore(before.nanos())
                                && other.isLeasedAt(nowNanos, leaseNanos)
                                && other.isSurelyOut(nowNanos))
                        .count();
        findings.hold(
                Check.PROBES,
                !trip.plans.isEmpty() && all <= trip.mostAtOnce(),
                () -> breaker + ": " + all + " probes out at once after trip " + number + ", where it shows "
                        + trip.status + " and was configured for " + trip.plans);
    }

    /** A call was rejected; the reason is {@code null} if the way in does not report it. */
    public synchronized void rejected(
            Sighting before, Sighting after, @Nullable RejectionReason reason, long nowNanos) {
        lease(before, after, nowNanos);
        if (before.waitNanos() < 0) {
            return;
        }
        TripRecord trip = trip(before.trip());
        trip.seenOpen(before.nanos(), after.nanos(), before.waitNanos(), graceNanos == 0);
        long overdue = trip.overdueNanos(before.nanos());
        if (reason == RejectionReason.OPEN && after.state() == State.OPEN && after.trip() == before.trip()) {
            findings.hold(
                    Check.WAIT,
                    overdue <= graceNanos,
                    () -> breaker + ": the wait after trip " + before.trip() + " was over for " + overdue
                            + " ns, its gate may hold it for " + graceNanos
                            + " ns, and a call after that was rejected for OPEN");
        }
    }

    /** Checks that a call made after the end of a probe's lease made the probe a failure, unless the phase has ended. */
    private void lease(Sighting before, Sighting now, long nowNanos) {
        ProbeStatus status = now.probes().orElse(null);
        if (status == null) {
            return;
        }
        if (before.isProbing() && before.trip() == now.trip()) {
            long silent = trip(now.trip()).silentFor(status, before.nanos());
            findings.hold(
                    Check.SILENCE,
                    silent <= leaseNanos,
                    () -> breaker + ": after trip " + now.trip() + " it still probes at a call " + silent
                            + " ns after a probe was let in, without a result since: " + status);
        }
        for (Ask probe : out) {
            long outNanos = before.nanos() - probe.enteredNanos;
            if (probe.trip() == now.trip()
                    && outNanos > leaseNanos
                    && !probe.isAnswered()
                    && probe.isSurelyOut(nowNanos)) {
                findings.hold(
                        Check.LEASE,
                        status.failures() > 0,
                        () -> breaker + ": a probe after trip " + now.trip() + " is out for " + outNanos
                                + " ns, its lease was " + leaseNanos + " ns, but it shows " + status);
            }
        }
    }

    /** A call inside a probe's operation was admitted, or not. */
    public void nested(Ask probe, boolean stillProbing, boolean passed) {
        if (stillProbing) {
            findings.hold(
                    Check.NESTED,
                    passed,
                    () -> breaker + ": a call inside call " + probe.number() + ", a probe after trip " + probe.trip()
                            + " that is still on, was rejected");
        }
    }

    /**
     * A call that was admitted has come back.
     *
     * @param overdue whether its lease may have ended before, or it may have been slow
     */
    public synchronized void ended(Ask ask, Set<Fate> fates, boolean overdue) {
        if (ask.isProbe()) {
            out.remove(ask);
        }
        results.add(ask, fates, overdue);
    }

    /** The service reports that a certain probe has arrived. */
    public synchronized void arrived(long trip, long call) {
        trip(trip).atService.add(call);
    }

    /** Judges all trips so far and forgets them; must be called when no call is out. */
    public synchronized void judge(List<StateChange> changes) {
        results.judge(changes, number -> {
            TripRecord trip = trips.get(number);
            return trip == null ? null : trip.status;
        });
        trips.forEach((number, trip) -> {
            ProbeStatus status = trip.status;
            if (status != null) {
                long ignored = results.ignored(number);
                findings.hold(
                        Check.PROBES,
                        trip.atService.size() <= status.permitted() + ignored,
                        () -> breaker + ": " + trip.atService.size() + " probes reached the service after trip "
                                + number + ", allowed were " + status.permitted() + " and one for each of " + ignored
                                + " ignored");
            }
        });
        trips.clear();
        results.forget();
        plans.forgetOld();
    }

    private TripRecord trip(long number) {
        return trips.computeIfAbsent(number, first -> new TripRecord());
    }
}
