// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import io.switchgear.RejectionReason;
import io.switchgear.Totals;
import java.util.Set;

/**
 * Compares a breaker's totals with the callers' records, when no call is out.
 *
 * <p>Admissions, and rejections by reason, must agree exactly. The breaker counts a call that came back after its phase as
 * stale and not by outcome; callers know that for certain of some calls only, so outcomes and stale calls have bounds, from
 * the certain to the possible number, for every set of fates.
 */
public final class Audit {
    private final String breaker;
    private final Findings findings;

    public Audit(String breaker, Findings findings) {
        this.breaker = breaker;
        this.findings = findings;
    }

    public void totals(Books books, Totals totals) {
        long passed = books.passed.all();
        long timely = books.timely.all();
        long counted = totals.admitted() + totals.wouldReject();
        long uncertain = books.uncertain.sum();
        findings.hold(
                Check.IN_FLIGHT,
                totals.inFlight() == 0,
                () -> breaker + ": all callers are back, but " + totals.inFlight() + " of " + totals.admitted()
                        + " calls are still in flight: " + totals);
        findings.hold(
                Check.TOTALS,
                counted >= passed && counted <= passed + uncertain,
                () -> breaker + ": " + totals.admitted() + " admitted and " + totals.wouldReject()
                        + " passed that it would have rejected, " + counted + " in all; by its callers " + passed
                        + " passed, and up to " + uncertain + " more inside probes");
        for (Set<Fate> choice : Tally.CHOICES) {
            long least = books.timely.surely(choice);
            long most = books.passed.possibly(choice) + uncertain;
            long told = of(totals, choice);
            findings.hold(
                    Check.OUTCOMES,
                    told >= least && told <= most,
                    () -> breaker + ": " + told + " " + choice + ", by its callers " + least + " to " + most);
        }
        long surelyLate = books.surelyLate.sum();
        findings.hold(
                Check.LATE,
                totals.stale() >= surelyLate && totals.stale() <= passed - timely + uncertain,
                () -> breaker + ": " + totals.stale() + " stale, by its callers " + surelyLate + " to "
                        + (passed - timely + uncertain));
        long surelySlow = books.surelySlow.sum();
        long possiblySlow = books.possiblySlow.sum() + uncertain;
        findings.hold(
                Check.SLOW,
                totals.slow() >= surelySlow && totals.slow() <= possiblySlow,
                () -> breaker + ": " + totals.slow() + " slow, by its callers " + surelySlow + " to " + possiblySlow);
        rejections(books, totals);
    }

    private void rejections(Books books, Totals totals) {
        long silently = books.rejectedSilently.sum();
        long all = 0;
        for (RejectionReason reason : RejectionReason.values()) {
            long told = totals.rejected().getOrDefault(reason, 0L);
            long known = books.rejectedFor(reason);
            all += told;
            findings.hold(
                    Check.REJECTED,
                    told >= known && told <= known + silently,
                    () -> breaker + ": " + told + " rejected for " + reason + ", by its callers " + known
                            + " and up to " + silently + " more");
        }
        long sum = all;
        findings.hold(
                Check.REJECTED,
                sum == books.rejected(),
                () -> breaker + ": " + sum + " rejected, by its callers " + books.rejected());
    }

    /**
     * Checks an observer's counts over the whole run, which are exact: it is notified of stale calls, and of those of a
     * disabled breaker.
     */
    public void observer(Books books, Totals totals, Overheard overheard) {
        for (Set<Fate> choice : Tally.CHOICES) {
            long least = books.heard.surely(choice);
            long most = books.heard.possibly(choice);
            long heard = overheard.settled(choice);
            findings.hold(
                    Check.OBSERVED,
                    heard >= least && heard <= most,
                    () -> breaker + ": its observer was notified of " + heard + " " + choice + ", by its callers "
                            + least + " to " + most);
        }
        for (RejectionReason reason : RejectionReason.values()) {
            long told = totals.rejected().getOrDefault(reason, 0L);
            long heard = overheard.rejectedFor(reason);
            findings.hold(
                    Check.OBSERVED,
                    heard == told,
                    () -> breaker + ": its observer was notified of " + heard + " rejections for " + reason
                            + ", it counted " + told);
        }
    }

    /** Checks that no function was reported as failed: none that the soak gives to a breaker fails. */
    public void userCode(long failures) {
        findings.hold(
                Check.USER_CODE,
                failures == 0,
                () -> breaker + ": " + failures + " failures of functions given to it, none of which fails");
    }

    /** Checks that of one caller's two snapshots of a breaker the later one shows no lower figure. */
    public void notBackwards(Totals before, Totals after) {
        boolean holds = after.admitted() >= before.admitted()
                && after.successes() >= before.successes()
                && after.failures() >= before.failures()
                && after.ignored() >= before.ignored()
                && after.abandoned() >= before.abandoned()
                && after.stale() >= before.stale()
                && after.slow() >= before.slow()
                && after.wouldReject() >= before.wouldReject()
                && after.admitted() >= settled(after)
                && before.rejected().entrySet().stream()
                        .allMatch(each -> after.rejected().getOrDefault(each.getKey(), 0L) >= each.getValue());
        findings.hold(Check.BACKWARDS, holds, () -> breaker + ": first " + before + ", then " + after);
    }

    /** The calls that came back in any way; summed here because a snapshot never shows a negative number in flight. */
    private static long settled(Totals totals) {
        return totals.successes() + totals.failures() + totals.ignored() + totals.abandoned() + totals.stale();
    }

    private static long of(Totals totals, Set<Fate> fates) {
        long sum = 0;
        for (Fate fate : fates) {
            sum += switch (fate) {
                case SUCCESS -> totals.successes();
                case FAILURE -> totals.failures();
                case IGNORED -> totals.ignored();
                case ABANDONED -> totals.abandoned();
                case GIVEN_UP -> throw new IllegalArgumentException(fate.name());
            };
        }
        return sum;
    }
}
