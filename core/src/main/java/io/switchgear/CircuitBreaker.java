// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A circuit breaker: it stands between a program and something that can fail, notices that it is failing, fails fast while it
 * is down, tests it gently, and lets traffic back in.
 *
 * <pre>{@code
 * CircuitBreaker search = CircuitBreaker.of("search");
 * String page = search.call(() -> client.get(query));
 * }</pre>
 *
 * <p>A breaker is {@link State#CLOSED} and passes calls until its trip rule opens it. It is then {@link State#OPEN} and
 * rejects calls with a {@link CallNotPermittedException} until a wait is over, and {@link State#HALF_OPEN} while a few
 * calls pass as probes and decide whether it closes or opens again. A result counts in the phase that admitted the call: a
 * result that comes back after that phase is stale and changes nothing.
 *
 * <p>A breaker starts no thread and needs no closing. Create one for each dependency that can fail by itself. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreaker extends Guard {
    final StateMachine machine;

    private CircuitBreaker(StateMachine machine) {
        super(CallContext.NONE);
        this.machine = machine;
    }

    @Override
    StateMachine machine() {
        return machine;
    }

    /**
     * Creates a closed breaker with the default configuration.
     *
     * @param name identifies the breaker in logs, errors and metrics; not blank
     * @return a new breaker
     */
    public static CircuitBreaker of(String name) {
        return of(name, CircuitBreakerConfig.builder().build());
    }

    /**
     * Creates a closed breaker.
     *
     * @param name identifies the breaker in logs, errors and metrics; not blank
     * @param config the configuration; can be shared by many breakers
     * @return a new breaker
     * @throws InvalidConfigException if the name is null or blank
     */
    public static CircuitBreaker of(String name, CircuitBreakerConfig config) {
        return new CircuitBreaker(StateMachine.of(name, config));
    }

    /**
     * Creates a closed breaker with changed defaults.
     *
     * @param name identifies the breaker in logs, errors and metrics; not blank
     * @param settings a function that changes the defaults
     * @return a new breaker
     * @throws InvalidConfigException if the name or any setting is wrong; it lists every mistake
     */
    public static CircuitBreaker of(String name, UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return new CircuitBreaker(StateMachine.of(name, settings));
    }

    @Override
    public String name() {
        return machine.name;
    }

    /** {@return the current configuration} */
    public CircuitBreakerConfig config() {
        return machine.settings().config;
    }

    /**
     * Registers a listener for changes of state. It is notified in order, one event at a time and under no lock, on the
     * thread of the call that noticed the change. It may call this breaker. An exception from it is counted, and logged
     * once.
     *
     * <p>Listeners of this kind run in the order of their registration. A listener that is slow or hangs delays that call
     * and, until the next change, the listeners registered after it; at the next change they receive all the events that
     * they have missed, in order.
     *
     * @param listener the listener to notify
     * @return the registration, which removes the listener when closed
     */
    public Registration onStateChange(Consumer<? super StateChange> listener) {
        return onStateChange(listener, Runnable::run);
    }

    /**
     * Registers a listener as {@link #onStateChange(Consumer)} does, but runs it on an executor. Only then does a slow
     * listener delay no call and no other listener.
     *
     * @param listener the listener to notify
     * @param executor the executor that runs the listener
     * @return the registration, which removes the listener when closed
     */
    public Registration onStateChange(Consumer<? super StateChange> listener, Executor executor) {
        return machine.events.registerForStates(listener, executor);
    }

    /**
     * Registers a listener for changes of state and of configuration, as {@link #onStateChange(Consumer, Executor)} does.
     *
     * @param listener the listener to notify
     * @param executor the executor that runs the listener; {@code Runnable::run} for the threads of the calls
     * @return the registration, which removes the listener when closed
     */
    public Registration onEvent(Consumer<? super BreakerEvent> listener, Executor executor) {
        return machine.events.register(listener, executor);
    }

    /**
     * Registers an observer of each call.
     *
     * @param observer the observer to notify
     * @return the registration, which removes the listener when closed
     */
    public Registration observeCalls(CallObserver observer) {
        return machine.observers.register(Objects.requireNonNull(observer, "observer"));
    }

    /**
     * Opens the breaker for a time, after which it probes as usual. The back-off of later openings is not affected.
     *
     * @param wait the open wait, zero to 36,500 days; zero makes the next call a probe
     * @param reason the reason, for logs and rejections; not blank
     */
    public void open(Duration wait, String reason) {
        ManualControl.open(machine, wait, reason);
    }

    /**
     * Opens the breaker for a time, as {@link #open} does, unless it is held by hand. For programs that learn from
     * elsewhere that the other side is down.
     *
     * @param wait the open wait, zero to 36,500 days; zero makes the next call a probe
     * @param reason the reason, for logs and rejections; not blank
     * @return false, and nothing changed, if the breaker is forced open, disabled or in shadow mode
     */
    public boolean openUnlessHeld(Duration wait, String reason) {
        return ManualControl.openUnlessHeld(machine, wait, reason);
    }

    /**
     * Ends an outage as successful probes do: an open or half-open breaker closes, through its ramp if it has one.
     *
     * @param reason the reason, for logs; not blank
     * @return false, and nothing changed, if the breaker is neither open nor half-open with probes
     */
    public boolean recover(String reason) {
        return ManualControl.recover(machine, reason);
    }

    /**
     * Rejects every call until {@link #release} or {@link #reset}.
     *
     * @param reason the reason, for logs and rejections; not blank
     */
    public void forceOpen(String reason) {
        ManualControl.hold(machine, State.FORCED_OPEN, "forced open", reason);
    }

    /**
     * Lets every call pass and counts nothing until {@link #release} or {@link #reset}.
     *
     * @param reason the reason, for logs; not blank
     */
    public void disable(String reason) {
        ManualControl.hold(machine, State.DISABLED, "disabled", reason);
    }

    /**
     * Puts the breaker in shadow mode until {@link #release} or {@link #reset}: every call passes, and the breaker only
     * shows what it would do.
     *
     * @param reason the reason, for logs; not blank
     */
    public void metricsOnly(String reason) {
        ManualControl.hold(machine, State.METRICS_ONLY, "metrics only", reason);
    }

    /**
     * Closes a breaker that is held by hand, with an empty window. Does nothing in the other states.
     *
     * @param reason the reason, for logs; not blank
     */
    public void release(String reason) {
        ManualControl.release(machine, reason);
    }

    /**
     * Closes the breaker from any state, with an empty window, as if it had never opened. Its totals are kept.
     *
     * @param reason the reason, for logs; not blank
     */
    public void reset(String reason) {
        ManualControl.reset(machine, reason);
    }

    /**
     * Replaces the configuration while the breaker runs. The state, the current wait, the probes and the evidence are kept;
     * the window is emptied only if its shape changes. A rule that is already satisfied trips the next time it is
     * evaluated; waits and probes use the new settings from the next ones on.
     *
     * @param config the new configuration, with the same ticker; its initial state is ignored
     * @throws InvalidConfigException if the ticker is a different one
     */
    public void reconfigure(CircuitBreakerConfig config) {
        machine.reconfigure(config);
    }

    /**
     * The current state. It does not entitle the caller to a call. Without a scheduler it stays {@link State#OPEN} after
     * the wait is over until the next call; see {@link Snapshot#isProbeDue()}.
     *
     * @return the state
     */
    public State state() {
        return machine.phase().state;
    }

    /** {@return a snapshot of the breaker at this moment; taking one changes nothing} */
    public Snapshot snapshot() {
        return Snapshot.of(machine);
    }

    /** {@return the health of the dependency that the breaker protects; reading it changes nothing} */
    public Health health() {
        return Health.of(machine);
    }

    @Override
    public String toString() {
        return machine.toString();
    }
}
