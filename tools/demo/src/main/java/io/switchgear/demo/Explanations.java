// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import io.switchgear.StateChange;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Selects the rejections to be printed in full: the first one, if any, after each change of the breaker. Thread-safe. */
final class Explanations {
    /** A change without a printed rejection yet. */
    private record Awaited(Instant since, Stopwatch clock) {}

    private final boolean wanted;
    private final Report report;
    private final AtomicReference<@Nullable Awaited> awaited = new AtomicReference<>();

    Explanations(boolean wanted, Report report) {
        this.wanted = wanted;
        this.report = report;
    }

    /** Registers a change that has been printed. */
    void after(StateChange change, Stopwatch clock) {
        if (wanted) {
            awaited.set(new Awaited(change.at(), clock));
        }
    }

    /** A call was rejected, possibly in a state that is over by now, which needs no explanation any more. */
    void rejected(CallNotPermittedException rejection) {
        Awaited now = awaited.get();
        if (now != null && now.since().equals(rejection.since()) && awaited.compareAndSet(now, null)) {
            report.rejection(now.clock().elapsed(), rejection);
        }
    }
}
