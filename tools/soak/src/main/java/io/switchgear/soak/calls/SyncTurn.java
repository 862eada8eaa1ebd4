// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.Attempt;
import io.switchgear.CallNotPermittedException;
import io.switchgear.soak.breakers.Answer;
import io.switchgear.soak.checks.Check;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call that its caller waits for, and during which the caller may be interrupted. Used by the caller's thread. */
final class SyncTurn {
    private static final int LATEST_MILLIS = 300;

    private final Turn turn;
    private @Nullable CallNotPermittedException fallenBack;

    SyncTurn(Turn turn) {
        this.turn = turn;
    }

    void play() {
        Future<?> interrupt = interrupt();
        try {
            switch (turn.way) {
                case CALL -> call();
                case FALLBACK -> callOrFallBack();
                case RUN -> run();
                case ATTEMPT -> attempt();
                case ACQUIRE, TRY_ACQUIRE -> new PermitTurn(turn).play();
                case ASYNC -> new AsyncTurn(turn).play();
                case RECORD -> turn.record();
            }
        } finally {
            if (interrupt != null) {
                interrupt.cancel(false);
            }
        }
    }

    /** Sometimes schedules an interrupt, for some moment during the call. */
    private @Nullable Future<?> interrupt() {
        if (turn.calm || turn.random.nextInt(10) > 0) {
            return null;
        }
        Thread caller = Thread.currentThread();
        return turn.tools
                .canceller()
                .schedule(caller::interrupt, turn.random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS);
    }

    private void call() {
        Answer told;
        try {
            told = turn.guard.call(turn::operate);
        } catch (Throwable failed) {
            turn.threw(failed);
            return;
        }
        turn.returned(told);
    }

    @SuppressWarnings("ReferenceEquality") // It must be the same instance.
    private void callOrFallBack() {
        Answer instead = new Answer(200, 0);
        Answer told;
        try {
            told = turn.guard.call(turn::operate, rejection -> {
                fallenBack = rejection;
                return instead;
            });
        } catch (Throwable failed) {
            turn.threw(failed);
            return;
        }
        CallNotPermittedException rejection = fallenBack;
        if (rejection == null) {
            turn.returned(told);
        } else {
            turn.told(told == instead, () -> "its fallback gave " + instead + ", and it got " + told);
            turn.rejected(rejection);
        }
    }

    private void run() {
        try {
            turn.guard.run(turn::operateWithoutResult);
        } catch (Throwable failed) {
            turn.threw(failed);
            return;
        }
        turn.returned(null);
    }

    private void attempt() {
        Attempt<Answer> attempt;
        try {
            attempt = turn.guard.attempt(turn::operate);
        } catch (Throwable error) {
            turn.threw(error);
            return;
        }
        if (attempt instanceof Attempt.Succeeded<Answer> success) {
            turn.returned(success.value());
        } else if (attempt instanceof Attempt.Failed<Answer> failure) {
            turn.threw(failure.exception());
        } else if (attempt instanceof Attempt.Rejected<Answer> refusal) {
            turn.rejected(refusal.rejection());
        } else {
            turn.tools.findings().hold(Check.TOLD, false, () -> turn.door.name() + ": no attempt: " + attempt);
        }
    }
}
