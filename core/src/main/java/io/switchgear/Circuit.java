package io.switchgear;

import io.switchgear.outcome.Outcome;
import io.switchgear.support.Durations;
import io.switchgear.support.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the phases of one breaker share, and the one path that every call takes: {@link #admit()}, the caller's work, {@link
 * #returned} or {@link #threw}. Thread-safe.
 */
final class Circuit {
    private static final VarHandle PHASE = Fields.handle(MethodHandles.lookup(), "phase", Phase.class);

    final String name;
    final Ledger ledger;
    final UserCode userCode;
    final Events events;
    final CallObservers observers;
    private final LateResultWarning lateResults;
    /** Whether it only looks on: what it refuses passes all the same. */
    private final boolean looksOn;
    /** Read at each decision. Written under the lock of {@link #events}. */
    private volatile Settings settings;
    /** The current phase. Read once per call; changed only by compare-and-set in {@link #move}. */
    private volatile Phase phase;

    private Circuit(String name, CircuitBreakerConfig config) {
        this.name = name;
        this.ledger = new Ledger();
        this.looksOn = false;
        this.userCode = new UserCode(name);
        this.settings = new Settings(config);
        this.events = new Events(userCode, () -> settings.config.logChanges());
        this.observers = new CallObservers(userCode);
        this.lateResults = new LateResultWarning(userCode);
        this.phase = Phase.first(this, config.startIn());
        phase.started();
    }

    static Circuit of(String name, CircuitBreakerConfig config) {
        ConfigCheck.name(new Problems(), name);
        if (config == null) {
            throw Problems.missing(name, "config", "leave it out for the defaults, or build a configuration");
        }
        return new Circuit(name, config);
    }

    static Circuit of(String name, UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        CircuitBreakerConfigBuilder builder = settings == null ? null : settings.apply(CircuitBreakerConfig.builder());
        if (builder == null) {
            throw Problems.missing(
                    name, "settings", "give a function that changes the builder, and return the builder");
        }
        ConfigCheck.name(builder.problems(), name);
        return new Circuit(name, builder.build());
    }

    /** A circuit that goes through all the phases beside another, seen by nobody else. */
    Circuit(Circuit watched) {
        this.name = watched.name;
        this.ledger = watched.ledger;
        this.looksOn = true;
        this.userCode = watched.userCode;
        this.settings = watched.settings;
        this.events = new Events(userCode, () -> false);
        this.observers = new CallObservers(userCode);
        this.lateResults = watched.lateResults;
        this.phase = Phase.first(this, State.CLOSED);
        phase.started();
    }

    boolean isShadow() {
        return looksOn;
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
                return observers.watch(admission, settings.ticker);
            }
        }
    }

    /** Lets a call in as {@link #admit()} does, but throws the refusal; and throws before that when its context is over. */
    Admission enter(CallContext context) throws CallNotPermittedException {
        context.check(name);
        Admission admission = admit();
        if (admission.isRefused()) {
            throw admission.rejection();
        }
        return admission;
    }

    /** Refuses an argument that is missing, before anything has happened. */
    void present(@Nullable Object argument, String what) {
        if (argument == null) {
            throw Problems.missing(name, what, "give one; nothing was called");
        }
    }

    /** The middle of the path: the caller's work, between the admission and the settlement of its outcome. */
    <T extends @Nullable Object, X extends Throwable> T proceed(
            Admission admission, Call<T, X> operation, CallContext context) throws X {
        long startNanos = context == CallContext.NONE ? admission.startNanos() : measuredStartNanos(admission);
        T result;
        try {
            result = operation.call();
        } catch (Throwable thrown) {
            threw(admission, startNanos, thrown, context, EndedBy.OPERATION_HERE);
            throw thrown;
        }
        returned(admission, startNanos, result);
        lateResults.look(result);
        return result;
    }

    /** The same path, with what becomes of the call as a value. */
    @SuppressWarnings("unchecked") // A rejection holds no result.
    <T extends @Nullable Object> Attempt<T> attempt(Call<T, ? extends Exception> operation, CallContext context) {
        RuntimeException over = context.over(name);
        if (over != null) {
            return new Attempt.Failed<>(over);
        }
        Admission admission = admit();
        if (admission.isRefused()) {
            return (Attempt<T>) admission.rejected();
        }
        try {
            return new Attempt.Succeeded<>(proceed(admission, operation, context));
        } catch (Exception thrown) {
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new Attempt.Failed<>(thrown);
        }
    }

    /** The start of a call that its caller may give up: measured also where others are not. */
    long measuredStartNanos(Admission admission) {
        long start = admission.startNanos();
        try {
            return start == Settings.NOT_MEASURED && settings.watchesAbandonedCalls() ? settings.ticker.nanos() : start;
        } catch (Throwable broken) {
            userCode.brokenWork = broken;
            return start;
        }
    }

    void returned(Admission admission, long startNanos, @Nullable Object result) {
        try {
            userCode.tellOfBrokenWork();
            admission.settle(userCode.classify(settings.classifier, result, null), startNanos, result, null);
        } catch (Throwable broken) {
            notCounted(broken);
        } finally {
            Reference.reachabilityFence(this); // until the call is counted, somebody holds this circuit
        }
    }

    void threw(Admission admission, long startNanos, Throwable thrown, CallContext context, EndedBy by) {
        try {
            userCode.tellOfBrokenWork();
            Outcome outcome = outcome(thrown, context, by);
            if (outcome == null) {
                admission.giveUp(startNanos);
            } else {
                admission.settle(outcome, startNanos, null, thrown);
            }
        } catch (Throwable broken) {
            notCounted(broken);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Settles a call without asking the classifier: by an outcome, or as given up where there is none. */
    void settle(Admission admission, @Nullable Outcome outcome, long startNanos) {
        try {
            userCode.tellOfBrokenWork();
            if (outcome == null) {
                admission.giveUp(startNanos);
            } else {
                admission.settle(outcome, startNanos, null, null);
            }
        } catch (Throwable broken) {
            notCounted(broken);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * What admissions throw keeps them from counting the call: it counts as late, and the caller still gets its own result.
     */
    private void notCounted(Throwable broken) {
        ledger.late();
        userCode.brokenWork = broken;
    }

    /** What an exception says; {@code null} if the call was given up. */
    private @Nullable Outcome outcome(Throwable thrown, CallContext context, EndedBy by) {
        return Verdict.isGivenUp(thrown, context, by)
                ? null
                : Verdict.of(userCode.classify(settings.classifier, null, thrown), thrown, context, by);
    }

    /** Counts a failure that belongs to no call, where calls are counted. */
    boolean recordFailure(Throwable failure) {
        if (userCode.classify(settings.classifier, null, failure) != Outcome.FAILURE) {
            return false;
        }
        for (Phase seen = phase; ; seen = phase) {
            CountingPhase counting = seen.counting();
            if (counting == null && seen == phase) {
                return false;
            }
            if (counting != null && counting.record(failure)) {
                return true;
            }
        }
    }

    /** Counts a refused call. */
    void rejected(RejectionReason reason) {
        ledger.rejected(reason, looksOn);
    }

    /** Counts an outcome whose phase or lease is over, and does what has fallen due meanwhile. */
    void settledLate() {
        ledger.late();
        try {
            noticeDue();
        } catch (Throwable broken) {
            userCode.brokenWork = broken;
        }
    }

    void noticeDue() {
        while (phase.fallDue(settings.ticker.nanos())) {
            Thread.onSpinWait();
        }
    }

    /** Ends a phase with the next one and tells the listeners. False, and nothing done, if it has ended already. */
    boolean move(Phase from, Phase to) {
        to.follows(from);
        if (!PHASE.compareAndSet(this, from, to)) {
            return false;
        }
        events.handOnUpTo(to);
        from.ended();
        to.started();
        events.deliver();
        return true;
    }

    /** Leaves calls that are still out to come back late. */
    void retire() {
        Phase seen = phase;
        while (!PHASE.compareAndSet(
                this, seen, new HeldPhase(this, State.DISABLED, seen.sinceNanos, Outage.NONE, null))) {
            seen = phase;
        }
        seen.ended();
    }

    /**
     * Exchanges the settings. The event follows the change that led to the current phase, under the lock under which changes
     * are handed on, so none can come between.
     */
    void reconfigure(CircuitBreakerConfig config) {
        ConfigCheck.reconfiguration(name, settings.ticker, config);
        Settings after = new Settings(config);
        Instant at = userCode.instant(config);
        synchronized (events) {
            CircuitBreakerConfig before = settings.config;
            settings = after;
            Phase seen = phase;
            events.handOnUpTo(seen);
            events.post(new Reconfiguration(name, before, config, seen.sequence(), at));
        }
        phase.fitSettings();
        events.deliver();
    }

    /** Takes the settings of the circuit beside which this one runs. */
    void follow(Settings after) {
        settings = after;
        phase.fitSettings();
    }

    @Override
    public String toString() {
        Phase seen = phase;
        return name + " is " + seen.state + " for " + Durations.text(settings.ticker.nanos() - seen.sinceNanos);
    }
}
