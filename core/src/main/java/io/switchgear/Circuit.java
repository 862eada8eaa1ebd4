package io.switchgear;

import io.switchgear.outcome.Outcome;
import io.switchgear.time.Durations;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the phases of one breaker share, and the one path that every call takes: {@link #admit()}, the caller's work, {@link
 * #returned} or {@link #threw}. Thread-safe.
 */
final class Circuit {
    private static final VarHandle PHASE;

    static {
        try {
            PHASE = MethodHandles.lookup().findVarHandle(Circuit.class, "phase", Phase.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final String name;
    final Ledger ledger = new Ledger();
    final UserCode userCode;
    final StateChanges stateChanges;
    private final Settings settings;
    /** The current phase. Read once per call; changed only by compare-and-set in {@link #move}. */
    private volatile Phase phase;

    Circuit(String name, CircuitBreakerConfig config) {
        this.name = name;
        this.settings = new Settings(config);
        this.userCode = new UserCode(name);
        this.stateChanges = new StateChanges(userCode);
        this.phase = new ClosedPhase(this, settings.ticker.nanos(), Outage.NONE, null);
    }

    Phase phase() {
        return phase;
    }

    Settings settings() {
        return settings;
    }

    /** Lets a call in or refuses it, by the phase that is current now. */
    Admission admit() {
        for (; ; ) {
            Admission admission = phase.admit();
            if (admission != null) {
                return admission;
            }
        }
    }

    /** As {@link #admit()}, but throws the refusal. */
    Admission enter() throws CallNotPermittedException {
        Admission admission = admit();
        if (admission.isRefused()) {
            throw admission.rejection();
        }
        return admission;
    }

    void returned(Admission admission, long startNanos, @Nullable Object result) {
        admission.settle(classify(result, null), startNanos, result, null);
    }

    void threw(Admission admission, long startNanos, Throwable thrown) {
        admission.settle(classify(null, thrown), startNanos, null, thrown);
    }

    private Outcome classify(@Nullable Object result, @Nullable Throwable thrown) {
        return userCode.classify(settings().classifier, result, thrown);
    }

    /** Counts an outcome whose phase or lease is over, and does what has fallen due meanwhile. */
    void settledLate() {
        ledger.late();
        while (phase.fallDue(settings().ticker.nanos())) {
            Thread.onSpinWait();
        }
    }

    /** Ends a phase with the next one and tells the listeners; does nothing if it has ended already. */
    void move(Phase from, Phase to) {
        if (PHASE.compareAndSet(this, from, to) && to.change != null) {
            stateChanges.publish(to.change);
        }
    }

    /** A time of the ticker for display. */
    Instant instantAt(long nanos) {
        return userCode.instant(settings().config).minusNanos(settings().ticker.nanos() - nanos);
    }

    Snapshot snapshot() {
        Phase seen = phase;
        Settings now = settings();
        long nowNanos = now.ticker.nanos();
        Instant instant = userCode.instant(now.config);
        return new Snapshot(
                name,
                seen.state,
                instant,
                Duration.ofNanos(Math.max(0, nowNanos - seen.sinceNanos)),
                seen.metrics(nowNanos),
                Optional.ofNullable(seen.outage.trip()),
                ledger.totals(),
                seen.outage.attempt(),
                seen.nextProbeIn(nowNanos),
                seen.probes(nowNanos),
                userCode.failures());
    }

    @Override
    public String toString() {
        Phase seen = phase;
        long sinceNanos = settings().ticker.nanos() - seen.sinceNanos;
        return name + " is " + seen.state + " for " + Durations.text(sinceNanos);
    }
}
