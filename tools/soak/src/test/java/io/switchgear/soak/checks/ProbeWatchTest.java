// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Made;
import io.switchgear.ProbeStatus;
import io.switchgear.RejectionReason;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.Totals;
import io.switchgear.recovery.HalfOpen;
import io.switchgear.window.Metrics;
import io.switchgear.window.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers saw of breakers that let in too many probes, too soon, for too long, or that decide by others' results. */
class ProbeWatchTest {
    private static final long LEASE = 1_000;
    private static final long TRIP = 7;
    private static final Totals TOTALS = Made.totals(0, 0, 0, 0, 0, 0, 0, Map.of());

    private final Found found = new Found();
    private final ProbeWatch watch = new ProbeWatch("prices", found.findings(), LEASE, false);
    private long number;

    @BeforeEach
    void configure() {
        watch.planBegins(HalfOpen.probes(3).required(2).concurrent(2), 0);
        watch.planIsInForce(1);
    }

    private static Sighting open(long nanos, long waitNanos) {
        return new Sighting(nanos, State.OPEN, TRIP, Optional.empty(), false, waitNanos, TOTALS);
    }

    private static Sighting probing(long nanos, int failures) {
        return probing(nanos, 0, failures);
    }

    private static Sighting probing(long nanos, int successes, int failures) {
        ProbeStatus status = Made.probeStatus(3, 2, successes, failures, 1);
        return new Sighting(nanos, State.HALF_OPEN, TRIP, Optional.of(status), false, -1, TOTALS);
    }

    private static Sighting closed(long nanos, long trip) {
        return new Sighting(nanos, State.CLOSED, trip, Optional.empty(), false, -1, TOTALS);
    }

    private Ask letIn(Sighting before, Sighting now) {
        Ask ask = new Ask(++number, before.nanos(), before, 0, false, true);
        ask.entered(now, now.nanos(), 0, false);
        watch.entered(ask, before, now, now.nanos());
        return ask;
    }

    private static StateChange change(State from, State to, long sequence) {
        Metrics metrics = Metrics.builder(Window.lastCalls(3)).build();
        return Made.change(from, to, null, metrics, null, sequence);
    }

    @Test
    void shouldKnowAProbeByTheTripBeforeAndWithin() {
        assertThat(letIn(open(100, 0), probing(110, 0)).isProbe()).isTrue();
        assertThat(letIn(probing(120, 0), probing(130, 0)).isProbe()).isTrue();
        assertThat(letIn(closed(140, 6), probing(150, 0)).isProbe()).isFalse();
        assertThat(letIn(probing(160, 0), closed(170, TRIP)).isProbe()).isFalse();
        found.assertHeld(Check.PROBES);
    }

    @Test
    void shouldFindMoreProbesOutAtOnceThanAllowed() {
        letIn(open(100, 0), probing(110, 0));
        letIn(probing(120, 0), probing(130, 0));
        letIn(probing(140, 0), probing(150, 0));

        found.assertBroken(Check.PROBES, "3 probes out at once after trip 7", "concurrent=2");
    }

    @Test
    void shouldNotCountProbesThatMayHaveComeBack() {
        letIn(open(100, 0), probing(110, 0)).settling(115, 0, probing(115, 0));
        letIn(probing(120, 0), probing(130, 0)).endsAt(145);
        letIn(probing(140, 0), probing(150, 0));
        letIn(probing(1_200, 1), probing(1_210, 1));

        found.assertHeld(Check.PROBES);
    }

    @Test
    void shouldFindAPlanThatWasNeverConfigured() {
        watch.planBegins(HalfOpen.probes(5), 20);
        watch.planIsInForce(21);

        letIn(open(100, 0), probing(110, 0));

        found.assertBroken(Check.PROBES, "permitted=3");
    }

    @Test
    void shouldFindMoreProbesAtTheServiceThanAllowed() {
        letIn(open(100, 0), probing(110, 0));
        for (long call = 1; call <= 4; call++) {
            watch.arrived(TRIP, call);
            watch.arrived(TRIP, call); // a client may send a request twice
        }

        watch.judge(List.of());

        found.assertBroken(Check.PROBES, "4 probes reached the service after trip 7", "allowed were 3");
    }

    @Test
    void shouldAllowOneMoreProbeForEachThatWasIgnored() {
        Ask ask = letIn(open(100, 0), probing(110, 0));
        watch.ended(ask, Set.of(Fate.IGNORED), false);
        for (long call = 1; call <= 4; call++) {
            watch.arrived(TRIP, call);
        }

        watch.judge(List.of());

        found.assertHeld(Check.PROBES);
    }

    @Test
    void shouldFindAProbeBeforeTheWaitIsOver() {
        watch.rejected(open(100, 50), open(101, 49), RejectionReason.OPEN, 102);

        letIn(open(120, 30), probing(140, 0));

        found.assertBroken(Check.WAIT, "10 ns before the wait after trip 7");
    }

    @Test
    void shouldFindARejectionAfterTheWaitIsOver() {
        watch.rejected(open(100, 0), open(101, 0), RejectionReason.OPEN, 102);
        found.assertHeld(Check.WAIT);

        watch.rejected(open(103, 0), open(104, 0), RejectionReason.OPEN, 105);

        found.assertBroken(Check.WAIT, "the wait after trip 7 was over for 2 ns");
    }

    @Test
    void shouldGiveAGateTheTimeOfALease() {
        ProbeWatch gated = new ProbeWatch("prices", found.findings(), LEASE, true);
        gated.rejected(open(100, 10), open(101, 9), RejectionReason.OPEN, 102);
        gated.rejected(open(1_111, 900), open(1_112, 899), RejectionReason.OPEN, 1_113);
        found.assertHeld(Check.WAIT);
        gated.rejected(open(1_112, 900), open(1_113, 899), RejectionReason.OPEN, 1_114);

        found.assertBroken(Check.WAIT, "its gate may hold it for 1000 ns");
    }

    @Test
    void shouldFindASilenceThatDoesNotEnd() {
        Ask probe = letIn(open(100, 0), probing(110, 0));
        watch.ended(probe, Set.of(Fate.IGNORED), false);

        watch.rejected(probing(1_110, 0), probing(1_111, 0), RejectionReason.PROBES_BUSY, 1_112);
        found.assertHeld(Check.SILENCE);
        watch.rejected(probing(1_111, 0), probing(1_112, 1), RejectionReason.PROBES_BUSY, 1_113);
        found.assertHeld(Check.SILENCE);
        watch.rejected(probing(1_111, 0), probing(1_112, 0), RejectionReason.PROBES_BUSY, 1_113);

        found.assertBroken(Check.SILENCE, "1001 ns after a probe was let in");
    }

    @Test
    void shouldFindACallInsideAProbeThatIsRejected() {
        Ask probe = letIn(open(100, 0), probing(110, 0));

        watch.nested(probe, false, false);
        watch.nested(probe, true, true);
        watch.nested(probe, true, false);

        found.assertBroken(Check.NESTED, "a call inside call 1, a probe after trip 7");
    }

    @Test
    void shouldNotCountAProbeThatIsAnsweredAmongThoseOutAtOnceNorAsFailedByItsLease() {
        letIn(open(100, 0), probing(110, 0)).answered();
        letIn(probing(120, 0), probing(130, 0));
        letIn(probing(140, 0), probing(150, 0));

        watch.rejected(probing(1_111, 0), probing(1_112, 0), RejectionReason.PROBES_BUSY, 1_113);

        assertThat(found.findings().count(Check.PROBES)).isEqualTo(new Findings.Count(3, 0));
        assertThat(found.findings().count(Check.LEASE).broken()).isZero();
    }

    @Test
    void shouldFindALeaseThatDoesNotEnd() {
        letIn(open(100, 0), probing(110, 0));
        letIn(probing(490, 0), probing(500, 1, 0)); // the result of another one, which ends the silence

        watch.rejected(probing(1_111, 0), probing(1_112, 1, 0), RejectionReason.PROBES_BUSY, 1_113);

        found.assertBroken(Check.LEASE, "out for 1001 ns", "lease was 1000 ns");
    }

    @Test
    void shouldHoldWhenTheLeaseCountsAsAFailure() {
        letIn(open(100, 0), probing(110, 0));

        watch.rejected(probing(1_111, 0), probing(1_112, 1), RejectionReason.PROBES_BUSY, 1_113);

        found.assertHeld(Check.LEASE);
    }

    @Test
    void shouldFindABreakerThatClosesByASuccessFromBeforeTheTrip() {
        Ask probe = letIn(open(100, 0), probing(110, 0));
        Ask stale = letIn(closed(10, 3), closed(20, 3));
        watch.ended(stale, Set.of(Fate.SUCCESS), false);
        watch.ended(probe, Set.of(Fate.SUCCESS), false);

        watch.judge(List.of(
                change(State.OPEN, State.HALF_OPEN, TRIP + 1), change(State.HALF_OPEN, State.CLOSED, TRIP + 2)));

        found.assertBroken(Check.DECISIONS, "requires 2 probes", "callers know of 1");
    }

    @Test
    void shouldFindABreakerThatOpensAgainWithoutAFailedProbe() {
        Ask probe = letIn(open(100, 0), probing(110, 0));
        watch.ended(probe, Set.of(Fate.SUCCESS), false);

        watch.judge(
                List.of(change(State.OPEN, State.HALF_OPEN, TRIP + 1), change(State.HALF_OPEN, State.OPEN, TRIP + 2)));

        found.assertBroken(Check.DECISIONS, "requires 2 probes", "callers know of 0");
    }

    @Test
    void shouldHoldForDecisionsByEnoughProbes() {
        watch.ended(letIn(open(100, 0), probing(110, 0)), Set.of(Fate.SUCCESS), false);
        watch.ended(letIn(probing(120, 0), probing(130, 0)), Set.of(Fate.SUCCESS), false);

        watch.judge(List.of(
                change(State.OPEN, State.HALF_OPEN, TRIP + 1), change(State.HALF_OPEN, State.CLOSED, TRIP + 2)));

        found.assertHeld(Check.DECISIONS);
    }
}
