// SPDX-License-Identifier: Apache-2.0
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
 * The state machine of one breaker: the data that its phases share, and the path that every call takes: {@link #admit()},
 * the caller's work, {@link #returned} or {@link #threw}. Thread-safe.
 */
final class StateMachine {
    private static final VarHandle PHASE = Fields.handle(MethodHandles.lookup(), "phase", Phase.class);

    final String name;
    final LifetimeCounters counters;
    final Callbacks callbacks;
    final EventPublisher events;
    final CallObservers observers;
    private final AsyncResultWarning asyncResults;
    /** Whether this is a shadow: the calls that it refuses pass. */
    private final boolean isShadow;
    /** The settings, read at each decision. Written under the lock of {@link #events}. */
    private volatile ResolvedConfig settings;
    /** The current phase. Read once per call; changed only by compare-and-set in {@link #move}. */
    private volatile Phase phase;

    private StateMachine(String name, CircuitBreakerConfig config) {
        this.name = name;
        this.counters = new LifetimeCounters();
        this.isShadow = false;
        this.callbacks = new Callbacks(name);
        this.settings = new ResolvedConfig(config);
        this.events = new EventPublisher(callbacks, () -> settings.config.logChanges());
        this.observers = new CallObservers(callbacks);
        this.asyncResults = new AsyncResultWarning(callbacks);
        this.phase = Phase.first(this, config.startIn());
        phase.started();
    }

    static StateMachine of(String name, CircuitBreakerConfig config) {
        ConfigValidator.name(new ConfigErrors(), name);
        if (config == null) {
            throw ConfigErrors.missing(name, "config", "leave it out for the defaults, or build a configuration");
        }
        return new StateMachine(name, config);
    }

    static StateMachine of(String name, UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        CircuitBreakerConfigBuilder builder = settings == null ? null : settings.apply(CircuitBreakerConfig.builder());
        if (builder == null) {
            throw ConfigErrors.missing(name, "settings", "pass a function that changes the builder and returns it");
        }
        ConfigValidator.name(builder.problems(), name);
        return new StateMachine(name, builder.build());
    }

    /** Creates the shadow of another, which nobody else sees: it goes through all the phases and lets everything pass. */
    StateMachine(StateMachine watched) {
        this.name = watched.name;
        this.counters = watched.counters;
        this.isShadow = true;
        this.callbacks = watched.callbacks;
        this.settings = watched.settings;
        this.events = new EventPublisher(callbacks, () -> false);
        this.observers = new CallObservers(callbacks);
        this.asyncResults = watched.asyncResults;
        this.phase = Phase.first(this, State.CLOSED);
        phase.started();
    }

    boolean isShadow() {
        return isShadow;
    }

    Phase phase() {
        return phase;
    }

    ResolvedConfig settings() {
        return settings;
    }

    /** Admits a call or refuses it, by the current phase. */
    Admission admit() {
        for (; ; ) {
            Admission admission = phase.admit();
            if (admission != null) {
                return observers.watch(admission, settings.ticker);
            }
        }
    }

    /** Admits a call as {@link #admit()} does, but throws if the call is refused, and before that if its context is over. */
    Admission enter(CallContext context) throws CallNotPermittedException {
        context.check(name);
        Admission admission = admit();
        if (admission.isRefused()) {
            throw admission.rejection();
        }
        return admission;
    }

    /** Rejects an argument that is missing, before anything has happened. */
    void present(@Nullable Object argument, String what) {
        if (argument == null) {
            throw ConfigErrors.missing(name, what, "pass one; nothing was called");
        }
    }

    /** The middle of the path: the caller's work, between the admission and the settlement of the outcome. */
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
        asyncResults.look(result);
        return result;
    }

    /** The same path, with the end of the call as a value. */
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

    /** The start of a call that its caller may give up: measured even if other calls are not. */
    long measuredStartNanos(Admission admission) {
        long start = admission.startNanos();
        try {
            return start == ResolvedConfig.NOT_MEASURED && settings.watchesAbandonedCalls()
                    ? settings.ticker.nanos()
                    : start;
        } catch (Throwable broken) {
            callbacks.internalError = broken;
            return start;
        }
    }

    void returned(Admission admission, long startNanos, @Nullable Object result) {
        try {
            callbacks.reportInternalError();
            admission.settle(callbacks.classify(settings.classifier, result, null), startNanos, result, null);
        } catch (Throwable broken) {
            notCounted(broken);
        } finally {
            Reference.reachabilityFence(this); // keeps this state machine reachable until the call is counted
        }
    }

    void threw(Admission admission, long startNanos, Throwable thrown, CallContext context, EndedBy by) {
        try {
            callbacks.reportInternalError();
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

    /** Settles a call without the classifier: with an outcome, or as given up if there is none. */
    void settle(Admission admission, @Nullable Outcome outcome, long startNanos) {
        try {
            callbacks.reportInternalError();
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
     * An exception from the admission kept it from counting the call: the call counts as stale, and the caller still
     * receives its own result.
     */
    private void notCounted(Throwable broken) {
        counters.stale();
        callbacks.internalError = broken;
    }

    /** The outcome of an exception; {@code null} if the call was given up. */
    private @Nullable Outcome outcome(Throwable thrown, CallContext context, EndedBy by) {
        return Verdict.isGivenUp(thrown, context, by)
                ? null
                : Verdict.of(callbacks.classify(settings.classifier, null, thrown), thrown, context, by);
    }

    /** Counts a failure that belongs to no call, in phases that count calls. */
    boolean recordFailure(Throwable failure) {
        if (callbacks.classify(settings.classifier, null, failure) != Outcome.FAILURE) {
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
        counters.rejected(reason, isShadow);
    }

    /** Counts an outcome whose phase or lease is over, and makes the changes that have become due meanwhile. */
    void settledStale() {
        counters.stale();
        try {
            advanceIfDue();
        } catch (Throwable broken) {
            callbacks.internalError = broken;
        }
    }

    void advanceIfDue() {
        while (phase.advance(settings.ticker.nanos())) {
            Thread.onSpinWait();
        }
    }

    /** Replaces a phase by the next one and notifies the listeners. False, and nothing changed, if it has already ended. */
    boolean move(Phase from, Phase to) {
        to.follows(from);
        if (!PHASE.compareAndSet(this, from, to)) {
            return false;
        }
        events.publishUpTo(to);
        from.ended();
        to.started();
        events.deliver();
        return true;
    }

    /** Makes the results of calls that are still out stale. */
    void detach() {
        Phase seen = phase;
        while (!PHASE.compareAndSet(
                this, seen, new HeldPhase(this, State.DISABLED, seen.sinceNanos, LastTrip.NONE, null))) {
            seen = phase;
        }
        seen.ended();
    }

    /**
     * Replaces the settings. The event follows the change that led to the current phase; it is published under the same
     * lock as changes, so no change can come between.
     */
    void reconfigure(CircuitBreakerConfig config) {
        ConfigValidator.reconfiguration(name, settings.ticker, config);
        ResolvedConfig after = new ResolvedConfig(config);
        Instant at = callbacks.instant(config);
        synchronized (events) {
            CircuitBreakerConfig before = settings.config;
            settings = after;
            Phase seen = phase;
            events.publishUpTo(seen);
            events.post(new Reconfiguration(name, before, config, seen.sequence(), at));
        }
        phase.applyConfig();
        events.deliver();
    }

    /** Adopts the configuration of the state machine whose shadow this is. */
    void useConfig(ResolvedConfig after) {
        settings = after;
        phase.applyConfig();
    }

    @Override
    public String toString() {
        Phase seen = phase;
        return name + " has been " + seen.state + " for " + Durations.text(settings.ticker.nanos() - seen.sinceNanos);
    }
}
