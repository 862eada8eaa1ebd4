package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import io.switchgear.StateChange;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Picks the rejections to be told in full: the first one after each change of the breaker that has any. Thread-safe. */
final class Explanations {
    /** A change after which no rejection has been told. */
    private record Awaited(Instant since, Stopwatch clock) {}

    private final boolean wanted;
    private final Report report;
    private final AtomicReference<@Nullable Awaited> awaited = new AtomicReference<>();

    Explanations(boolean wanted, Report report) {
        this.wanted = wanted;
        this.report = report;
    }

    /** The change has been told. */
    void after(StateChange change, Stopwatch clock) {
        if (wanted) {
            awaited.set(new Awaited(change.at(), clock));
        }
    }

    /** A call was not let through; perhaps by a state that is over meanwhile, which needs no explanation any more. */
    void rejected(CallNotPermittedException rejection) {
        Awaited now = awaited.get();
        if (now != null && now.since().equals(rejection.since()) && awaited.compareAndSet(now, null)) {
            report.rejection(now.clock().elapsed(), rejection);
        }
    }
}
