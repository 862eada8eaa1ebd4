// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.checks;

import io.switchgear.BreakerEvent;
import io.switchgear.Reconfiguration;
import io.switchgear.State;
import io.switchgear.StateChange;
import io.switchgear.window.Metrics;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A listener of one breaker that knows what it must hear next. A gap is right only if the breaker says that it dropped as many
 * events. Thread-safe as far as that is what it checks: it is to be told one thing at a time.
 */
public final class EventWatch implements Consumer<BreakerEvent> {
    private final String breaker;
    private final Findings findings;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong heardAfterRemoval = new AtomicLong();
    private volatile boolean removed;
    /** The number of the last change known to have happened; guarded by this, as the two below. */
    private long sequence;

    private @Nullable State state;
    private long missed;

    private EventWatch(String breaker, Findings findings, long sequence) {
        this.breaker = breaker;
        this.findings = findings;
        this.sequence = sequence;
    }

    /** One that listens from the beginning. */
    public static EventWatch fromTheBeginning(String breaker, Findings findings) {
        return new EventWatch(breaker, findings, 0);
    }

    /** One that comes later. */
    public static EventWatch fromNowOn(String breaker, Findings findings) {
        return new EventWatch(breaker, findings, -1);
    }

    @Override
    public void accept(BreakerEvent event) {
        boolean alone = busy.compareAndSet(false, true);
        findings.hold(
                Check.LISTENERS, alone, () -> breaker + ": a listener is called for two events at once: " + event);
        heard.incrementAndGet();
        if (removed) {
            heardAfterRemoval.incrementAndGet();
        }
        if (event instanceof StateChange change) {
            follow(change);
            trip(breaker, change, findings);
        } else if (event instanceof Reconfiguration told) {
            follow(told);
        }
        busy.set(false);
    }

    private synchronized void follow(StateChange change) {
        boolean first = sequence < 0;
        long gap = first ? 0 : change.sequence() - sequence - 1;
        State was = state;
        long after = sequence;
        findings.hold(
                Check.LISTENERS,
                gap >= 0 && (gap > 0 || was == null || was == change.from()),
                () -> breaker + ": a listener receives change " + change.sequence() + " (" + change + ") after " + after
                        + " to " + was);
        missed += Math.max(0, gap);
        sequence = change.sequence();
        state = change.to();
    }

    private synchronized void follow(Reconfiguration told) {
        long after = sequence;
        findings.hold(
                Check.LISTENERS,
                after < 0 || told.sequence() >= after,
                () -> breaker + ": a listener receives a reconfiguration after change " + told.sequence()
                        + " when it has already received " + after);
        if (told.sequence() != after) {
            missed += after < 0 ? 0 : Math.max(0, told.sequence() - after);
            sequence = told.sequence();
            state = null;
        }
    }

    /** A trip is one by its own figures. */
    public static void trip(String breaker, StateChange change, Findings findings) {
        Metrics metrics = change.metrics();
        change.rule()
                .ifPresent(rule -> findings.hold(
                        Check.TRIP,
                        rule.trips(metrics) && metrics.calls() >= rule.minimumCalls(),
                        () -> breaker + ": " + change + ", but by " + metrics + " the rule " + rule
                                + " does not trip"));
        findings.hold(
                Check.TRIP,
                change.openFor().isPresent() == (change.to() == State.OPEN),
                () -> breaker + ": " + change + " is open for " + change.openFor());
    }

    /** The registration has been removed, after which at most the delivery that was under way may still arrive. */
    public void removed() {
        removed = true;
    }

    /** Holds what it missed against what the breaker says that it dropped; nothing may be told meanwhile. */
    public synchronized void check(LongSupplier dropped) {
        long told = dropped.getAsLong();
        long gaps = missed;
        findings.hold(
                Check.LISTENERS,
                gaps <= told,
                () -> breaker + ": a listener has missed " + gaps + " changes, and " + told + " were dropped");
        long late = heardAfterRemoval.get();
        findings.hold(
                Check.LISTENERS,
                late <= 1,
                () -> breaker + ": a listener has received " + late + " events after its removal");
    }

    /**
     * Holds what is known against what must have happened, when no call is out: every change has a number, so there were as many
     * as the last one says.
     *
     * @param dropped events that it is known not to have heard
     */
    public synchronized void complete(long dropped, long reconfigurations) {
        long known = heard.get() + dropped;
        long changes = sequence;
        findings.hold(
                Check.LISTENERS,
                known == changes + reconfigurations,
                () -> breaker + ": a listener knows of " + known + " events, but there were " + changes
                        + " changes and " + reconfigurations + " reconfigurations");
    }

    /** Two listeners have heard of the same change last. */
    public void agree(EventWatch with) {
        long one = sequence();
        long other = with.sequence();
        findings.hold(
                Check.LISTENERS,
                one == other,
                () -> breaker + ": one listener has heard up to change " + one + ", another up to " + other);
    }

    /** Events heard. */
    public long heard() {
        return heard.get();
    }

    synchronized long sequence() {
        return sequence;
    }
}
