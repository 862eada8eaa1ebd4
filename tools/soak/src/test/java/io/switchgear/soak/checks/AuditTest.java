// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.Made;
import io.switchgear.RejectionReason;
import io.switchgear.Totals;
import io.switchgear.outcome.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Books of five calls and two rejections, and breakers whose totals say something else. */
class AuditTest {
    private final Found found = new Found();
    private final Audit audit = new Audit("prices", found.findings());
    private final Books books = new Books();
    private final Overheard overheard = new Overheard();

    @BeforeEach
    void writeTheBooks() {
        returned(Set.of(Fate.SUCCESS), true, false);
        returned(Set.of(Fate.SUCCESS), false, true);
        returned(Set.of(Fate.FAILURE), true, false);
        returned(Set.of(Fate.IGNORED), true, false);
        returned(Set.of(Fate.SUCCESS, Fate.IGNORED), false, false);
        books.rejected(RejectionReason.OPEN);
        books.rejected(null);
    }

    private void returned(Set<Fate> fates, boolean timely, boolean late) {
        books.returned(new Books.Return(fates, true, timely, late, false, false));
        Fate first = fates.iterator().next();
        if (first == Fate.ABANDONED) {
            overheard.abandoned(Duration.ofNanos(1));
        } else {
            overheard.settled(Outcome.valueOf(first.name()), Duration.ofNanos(1));
        }
    }

    private static Totals totals(long admitted, long successes, long failures, long ignored, long slow, long late) {
        return Made.totals(admitted, successes, failures, ignored, 0, slow, late, rejected(2, 0));
    }

    private static Map<RejectionReason, Long> rejected(long open, long busy) {
        Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
        rejected.put(RejectionReason.OPEN, open);
        rejected.put(RejectionReason.PROBES_BUSY, busy);
        return rejected;
    }

    @Test
    void shouldHoldForABreakerThatAgrees() {
        audit.totals(books, totals(5, 2, 1, 1, 0, 1));

        found.assertHeld(Check.TOTALS);
        found.assertHeld(Check.OUTCOMES);
        found.assertHeld(Check.LATE);
        found.assertHeld(Check.REJECTED);
    }

    @Test
    void shouldFindACallThatStaysInFlight() {
        audit.totals(books, totals(5, 1, 1, 1, 0, 1));

        found.assertBroken(Check.IN_FLIGHT, "1 of 5", "prices");
    }

    @Test
    void shouldFindACallThatWasNotCounted() {
        audit.totals(books, totals(4, 1, 1, 1, 0, 1));

        found.assertBroken(Check.TOTALS, "4 in all", "5 passed");
    }

    @Test
    void shouldFindASuccessCountedAsAFailure() {
        audit.totals(books, Made.totals(5, 0, 2, 2, 0, 0, 1, rejected(2, 0)));

        assertThat(found.findings().count(Check.OUTCOMES).broken()).isPositive();
    }

    @Test
    void shouldFindAnAbandonedCallCountedAsIgnored() {
        returned(Set.of(Fate.ABANDONED), true, false);

        audit.totals(books, totals(6, 2, 1, 2, 0, 1));

        assertThat(found.findings().count(Check.OUTCOMES).broken()).isPositive();
        assertThat(found.findings().count(Check.TOTALS).broken()).isZero();
    }

    @Test
    void shouldKnowAnAbandonedCallByItsDurationAndItsPhase() {
        returned(Set.of(Fate.ABANDONED), true, false);
        audit.totals(books, Made.totals(6, 2, 1, 1, 1, 0, 1, rejected(2, 0)));

        found.assertHeld(Check.OUTCOMES);
        assertThat(Fate.of(Set.of(Fate.GIVEN_UP), true, true)).containsExactly(Fate.ABANDONED);
        assertThat(Fate.of(Set.of(Fate.GIVEN_UP), false, true)).containsExactlyInAnyOrder(Fate.IGNORED, Fate.ABANDONED);
        assertThat(Fate.of(Set.of(Fate.GIVEN_UP, Fate.FAILURE), false, false))
                .containsExactlyInAnyOrder(Fate.FAILURE, Fate.IGNORED);
    }

    @Test
    void shouldFindAFailureOfNoCallThatWasCountedTwice() {
        books.recorded();

        audit.totals(books, totals(7, 2, 3, 1, 0, 1));

        assertThat(found.findings().count(Check.TOTALS).broken()).isOne();
        assertThat(found.findings().count(Check.OUTCOMES).broken()).isPositive();
    }

    @Test
    void shouldAllowForCallsInsideProbesThatMayHaveBeenTheirOwn() {
        books.nested(Set.of(Fate.SUCCESS), true);
        books.nested(Set.of(Fate.SUCCESS), false);

        audit.totals(books, totals(6, 3, 1, 1, 0, 1));
        audit.totals(books, totals(7, 4, 1, 1, 0, 1));

        assertThat(found.findings().count(Check.TOTALS)).isEqualTo(new Findings.Count(1, 1));
    }

    @Test
    void shouldFindALateCallThatWasNotCountedAsLate() {
        books.returned(new Books.Return(Set.of(Fate.SUCCESS), true, false, true, false, false));

        audit.totals(books, totals(6, 3, 1, 1, 0, 1));

        found.assertBroken(Check.LATE, "1 stale", "2 to 3");
    }

    @Test
    void shouldFindATimelyCallCountedAsLate() {
        audit.totals(books, Made.totals(5, 0, 1, 1, 0, 0, 3, rejected(2, 0)));

        assertThat(found.findings().count(Check.LATE).broken()).isOne();
    }

    @Test
    void shouldFindAQuickCallCountedAsSlow() {
        audit.totals(books, totals(5, 2, 1, 1, 1, 1));

        found.assertBroken(Check.SLOW, "1 slow", "0 to 0");
    }

    @Test
    void shouldFindASlowCallThatWasNotCounted() {
        books.returned(new Books.Return(Set.of(Fate.FAILURE), true, true, false, true, true));

        audit.totals(books, totals(6, 2, 2, 1, 0, 1));

        found.assertBroken(Check.SLOW, "0 slow", "1 to 1");
    }

    @Test
    void shouldFindARejectionForAnotherReason() {
        audit.totals(books, Made.totals(5, 2, 1, 1, 0, 0, 1, rejected(0, 2)));

        assertThat(found.findings().count(Check.REJECTED).broken()).isEqualTo(2);
    }

    @Test
    void shouldFindARejectionThatWasNotCounted() {
        audit.totals(books, Made.totals(5, 2, 1, 1, 0, 0, 1, rejected(1, 0)));

        found.assertBroken(Check.REJECTED, "1 rejected", "by its callers 2");
    }

    @Test
    void shouldCountPassedCallsThatAreNotRecorded() {
        books.returned(new Books.Return(Set.of(Fate.SUCCESS), false, false, false, false, false));
        overheard.settled(Outcome.SUCCESS, Duration.ofNanos(1));
        overheard.rejected(RejectionReason.OPEN);
        overheard.rejected(RejectionReason.OPEN);

        Totals totals = totals(5, 2, 1, 1, 0, 1);
        audit.totals(books, totals);
        audit.observer(books, totals, overheard);

        found.assertHeld(Check.TOTALS);
        found.assertHeld(Check.OBSERVED);
    }

    @Test
    void shouldFindAnObserverThatDidNotHearOfARejection() {
        overheard.rejected(RejectionReason.OPEN);

        audit.observer(books, totals(5, 2, 1, 1, 0, 1), overheard);

        found.assertBroken(Check.OBSERVED, "notified of 1 rejections for OPEN", "counted 2");
    }

    @Test
    void shouldFindAnObserverThatHeardOfAnotherOutcome() {
        overheard.rejected(RejectionReason.OPEN);
        overheard.rejected(RejectionReason.OPEN);
        overheard.settled(Outcome.FAILURE, Duration.ofNanos(1));

        audit.observer(books, totals(5, 2, 1, 1, 0, 1), overheard);

        assertThat(found.findings().count(Check.OBSERVED).broken()).isPositive();
    }

    @Test
    void shouldFindAFigureThatDecreases() {
        audit.notBackwards(totals(5, 2, 1, 1, 0, 1), totals(5, 1, 1, 1, 0, 1));

        found.assertBroken(Check.BACKWARDS, "successes=2", "successes=1");
    }

    @Test
    void shouldFindANegativeNumberInFlight() {
        audit.notBackwards(totals(5, 2, 1, 1, 0, 1), totals(5, 3, 1, 1, 0, 1));

        found.assertBroken(Check.BACKWARDS, "successes=3");
    }

    @Test
    void shouldFindAFunctionThatIsSaidToHaveFailed() {
        audit.userCode(0);
        found.assertHeld(Check.USER_CODE);

        audit.userCode(3);

        found.assertBroken(Check.USER_CODE, "3 failures");
    }
}
