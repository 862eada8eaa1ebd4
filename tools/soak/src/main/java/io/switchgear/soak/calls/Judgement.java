// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.outcome.Rejection;
import io.switchgear.soak.breakers.Answer;
import io.switchgear.soak.checks.Fate;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The outcome that a result must have: the callers' own reading of the contract, not the classifier under soak. */
final class Judgement {
    private Judgement() {}

    static Fate of(@Nullable Answer answer, @Nullable Throwable thrown) {
        if (thrown != null) {
            return of(thrown);
        }
        if (answer == null) {
            return Fate.SUCCESS;
        }
        return answer.saysNothing() ? Fate.IGNORED : answer.isFailure() ? Fate.FAILURE : Fate.SUCCESS;
    }

    private static Fate of(Throwable thrown) {
        Throwable cause = thrown.getCause();
        if (cause != null && (thrown instanceof CompletionException || thrown instanceof ExecutionException)) {
            return of(cause);
        }
        boolean givenUp = thrown instanceof InterruptedException
                || thrown instanceof ClosedByInterruptException
                || thrown instanceof CancellationException;
        return givenUp ? Fate.GIVEN_UP : thrown instanceof Rejection ? Fate.IGNORED : Fate.FAILURE;
    }
}
