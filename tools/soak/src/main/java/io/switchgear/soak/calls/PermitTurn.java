// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.Permit;
import io.switchgear.soak.breakers.Answer;
import io.switchgear.soak.checks.Check;
import io.switchgear.soak.checks.Fate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call that begins with a permit, and settles it in one of all possible ways. Used by the caller's thread. */
final class PermitTurn {
    private static final int LATEST_MILLIS = 600;

    private final Turn turn;

    /** The ways to settle a permit. */
    private enum Settling {
        AS_IT_WAS,
        SUCCESS,
        FAILURE,
        IGNORE,
        FORGOTTEN,
        BY_WATCHDOG,
        BY_TWO,
        BY_CALL
    }

    PermitTurn(Turn turn) {
        this.turn = turn;
    }

    void play() {
        Permit permit;
        try {
            permit = turn.way == Way.ACQUIRE
                    ? turn.guard.acquire()
                    : turn.guard.tryAcquire().orElse(null);
        } catch (RuntimeException refused) {
            turn.refused(refused);
            return;
        }
        if (permit == null) {
            turn.rejected(null);
        } else {
            settle(permit);
        }
    }

    /** Makes the call and settles its permit. */
    void settle(Permit permit) {
        Settling settling = turn.calm ? Settling.AS_IT_WAS : some();
        if (settling == Settling.BY_CALL) {
            byCall(permit);
        } else {
            byHand(permit, settling);
        }
        int again = 0;
        for (boolean first : List.of(permit.success(), permit.failure(), permit.ignore(), permit.returned("again"))) {
            again += first ? 1 : 0;
        }
        permit.close();
        check(again == 0, "settled " + again + " more times after " + settling);
    }

    private void byCall(Permit permit) {
        Answer told;
        turn.nests();
        try {
            told = permit.call(turn::operate);
        } catch (Throwable failed) {
            turn.threw(failed);
            return;
        }
        turn.returned(told);
    }

    private void byHand(Permit permit, Settling settling) {
        Answer answer = null;
        Throwable thrown = null;
        turn.whenEntered(() -> answered(permit));
        if (settling == Settling.BY_WATCHDOG) {
            later(() -> {
                turn.door.settling(turn.ask);
                permit.close();
            });
        }
        try {
            answer = turn.operate();
        } catch (Throwable failed) {
            thrown = failed;
        }
        if (settling == Settling.BY_WATCHDOG) {
            boolean ours = thrown == null ? permit.returned(answer) : permit.threw(thrown);
            Set<Fate> own = thrown == null ? Set.of(Judgement.of(answer, null)) : turn.fates(thrown);
            turn.end(ours ? own : Set.of(Fate.GIVEN_UP), ours);
        } else {
            turn.end(settle(permit, settling, answer, thrown));
        }
    }

    /** Reports progress, at once or later; always for a probe, because those are few. */
    private void answered(Permit permit) {
        if (!turn.calm && (turn.ask.isProbe() || turn.random.nextInt(10) == 0)) {
            turn.ask.answered();
            permit.progressed();
            later(permit::progressed);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It has no effect on a settled permit.
    private void later(Runnable what) {
        turn.tools.canceller().schedule(what, turn.random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS);
    }

    private Settling some() {
        Settling[] all = Settling.values();
        return all[turn.random.nextInt(all.length)];
    }

    private Set<Fate> settle(Permit permit, Settling settling, @Nullable Answer answer, @Nullable Throwable thrown) {
        return switch (settling) {
            case AS_IT_WAS, BY_CALL, BY_WATCHDOG -> asItWas(permit, answer, thrown);
            case SUCCESS -> first(permit.success(), settling, Fate.SUCCESS);
            case FAILURE -> failure(permit);
            case IGNORE -> first(permit.ignore(), settling, Fate.IGNORED);
            case FORGOTTEN -> {
                permit.close();
                yield Set.of(Fate.GIVEN_UP);
            }
            case BY_TWO -> byTwo(permit);
        };
    }

    private Set<Fate> asItWas(Permit permit, @Nullable Answer answer, @Nullable Throwable thrown) {
        if (thrown == null) {
            return first(permit.returned(answer), Settling.AS_IT_WAS, Judgement.of(answer, null));
        }
        check(permit.threw(thrown), "not settled by the first to do it");
        return turn.fates(thrown);
    }

    private Set<Fate> failure(Permit permit) {
        Outlook before = Outlook.anywhere(turn.context);
        check(permit.failure(), "not settled by the first to do it");
        return before.fates(Fate.FAILURE, Outlook.anywhere(turn.context));
    }

    /** Settles by two threads: one of them is first, and knows it. */
    private Set<Fate> byTwo(Permit permit) {
        CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(permit::success, turn.tools.helpers());
        boolean ours = permit.ignore();
        boolean theirs;
        try {
            theirs = other.join();
        } catch (CompletionException | CancellationException failed) {
            theirs = false;
        }
        boolean first = theirs;
        check(ours != theirs, "settled by two: " + ours + " and " + first);
        return Set.of(ours ? Fate.IGNORED : Fate.SUCCESS);
    }

    private Set<Fate> first(boolean first, Settling settling, Fate outcome) {
        check(first, "not settled by the first to do it, " + settling);
        return Set.of(outcome);
    }

    private void check(boolean holds, String what) {
        turn.tools
                .findings()
                .hold(
                        Check.PERMIT,
                        holds,
                        () -> turn.door.name() + ", permit of call " + turn.ask.number() + ": " + what);
    }
}
