// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kafka;

import io.switchgear.Permit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.jspecify.annotations.Nullable;

/** A transaction, which is one call: admitted at its beginning, settled by its commit or abort. Thread-safe. */
final class GuardedTransaction {
    private final Permit permit;
    /** The first failure of a step, for the end: the client wraps it or does not repeat it. */
    private volatile @Nullable Throwable failed;

    GuardedTransaction(Permit permit) {
        this.permit = permit;
    }

    Callback noting(@Nullable Callback then) {
        return (metadata, failure) -> {
            if (failure != null) {
                note(failure);
            }
            if (then != null) {
                then.onCompletion(metadata, failure);
            }
        };
    }

    <T extends @Nullable Object> T step(Supplier<T> step) {
        try {
            return step.get();
        } catch (Throwable thrown) {
            note(thrown);
            throw thrown;
        }
    }

    private void note(Throwable thrown) {
        if (failed == null) {
            failed = thrown;
        }
    }

    void commit(Runnable commit) {
        end(commit);
        permit.returned(null);
    }

    /** An abort after a failure is that failure; otherwise it is the caller's own decision. */
    void abort(Runnable abort) {
        end(abort);
        Throwable reason = failed;
        if (reason == null) {
            permit.ignore();
        } else {
            permit.threw(reason);
        }
    }

    /** A commit or abort that throws may be repeated, and then counts once. */
    private void end(Runnable end) {
        try {
            end.run();
        } catch (Throwable thrown) {
            Throwable first = failed;
            permit.threw(first == null ? thrown : first);
            throw thrown;
        }
    }

    void giveUp() {
        permit.close();
    }
}
