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
 * <p>A breaker is {@link State#CLOSED} and passes calls until its trip rule opens it; {@link State#OPEN} and rejects them with
 * a {@link CallNotPermittedException} until a wait is over; then {@link State#HALF_OPEN}, where a few calls pass as probes and
 * decide whether it closes or opens again. The result of a call counts where the call was let in: one that comes back after
 * that phase is over changes nothing.
 *
 * <p>A breaker starts no thread and needs no closing. Make one for each thing that can fail by itself. Thread-safe.
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
     * A closed breaker with the default configuration.
     *
     * @param name identifies the breaker in logs, errors and metrics; not blank
     * @return a new breaker
     */
    public static CircuitBreaker of(String name) {
        return of(name, CircuitBreakerConfig.builder().build());
    }

    /**
     * A closed breaker.
     *
     * @param name identifies the breaker in logs, errors and metrics; not blank
     * @param config how it behaves; can be shared by many breakers
     * @return a new breaker
     * @throws InvalidConfigException if the name is null or blank
     */
    public static CircuitBreaker of(String name, CircuitBreakerConfig config) {
        return new CircuitBreaker(StateMachine.of(name, config));
    }

    /**
     * A closed breaker.
     *
     * @param name identifies the breaker in logs, errors and metrics; not blank
     * @param settings changes the defaults
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

    /** {@return the configuration it behaves by} */
    public CircuitBreakerConfig config() {
        return machine.settings().config;
    }

    /**
     * Tells a listener of each change of state, in order, one at a time and under no lock, on the thread of the call that
     * noticed the change. It may call this breaker. What it throws is logged once and counted.
     *
     * <p>Such listeners are served in the order of their registration. One that is slow or hangs holds up that call and, until
     * the next change, the listeners registered after it; at the next change they hear of all that they have missed, in order.
     *
     * @param listener what to tell
     * @return ends it
     */
    public Registration onStateChange(Consumer<? super StateChange> listener) {
        return onStateChange(listener, Runnable::run);
    }

    /**
     * As {@link #onStateChange(Consumer)}, on an executor: only this way a slow listener delays no call and no other listener.
     *
     * @param listener what to tell
     * @param executor where to run it
     * @return ends it
     */
    public Registration onStateChange(Consumer<? super StateChange> listener, Executor executor) {
        return machine.events.registerForStates(listener, executor);
    }

    /**
     * Tells a listener of each change of state and of configuration, as {@link #onStateChange(Consumer, Executor)} does.
     *
     * @param listener what to tell
     * @param executor where to run it; {@code Runnable::run} for the calls' own threads
     * @return ends it
     */
    public Registration onEvent(Consumer<? super BreakerEvent> listener, Executor executor) {
        return machine.events.register(listener, executor);
    }

    /**
     * Shows each call to an observer.
     *
     * @param observer what to show it to
     * @return ends it
     */
    public Registration observeCalls(CallObserver observer) {
        return machine.observers.register(Objects.requireNonNull(observer, "observer"));
    }

    /**
     * Opens the breaker for a time, after which it probes as usual. The next waits are those there would have been.
     *
     * @param wait how long; zero for a probe with the next call
     * @param reason why, for logs and rejections; not blank
     */
    public void open(Duration wait, String reason) {
        ManualControl.open(machine, wait, reason);
    }

    /**
     * Opens the breaker for a time, as {@link #open} does, unless it is held by hand. For programs that know from elsewhere that
     * the other side is down.
     *
     * @param wait how long; zero for a probe with the next call
     * @param reason why, for logs and rejections; not blank
     * @return false, and nothing done, if it is forced open, disabled or in shadow mode
     */
    public boolean openUnlessHeld(Duration wait, String reason) {
        return ManualControl.openUnlessHeld(machine, wait, reason);
    }

    /**
     * Ends an outage as successful probes do: an open or half-open breaker closes, by its ramp where it has one.
     *
     * @param reason why, for logs; not blank
     * @return false, and nothing done, if the breaker is neither open nor testing by probes
     */
    public boolean recover(String reason) {
        return ManualControl.recover(machine, reason);
    }

    /**
     * Rejects every call until {@link #release} or {@link #reset}.
     *
     * @param reason why, for logs and rejections; not blank
     */
    public void forceOpen(String reason) {
        ManualControl.hold(machine, State.FORCED_OPEN, "forced open", reason);
    }

    /**
     * Lets every call pass and counts nothing until {@link #release} or {@link #reset}.
     *
     * @param reason why, for logs; not blank
     */
    public void disable(String reason) {
        ManualControl.hold(machine, State.DISABLED, "disabled", reason);
    }

    /**
     * Lets every call pass and only shows what the breaker would do, until {@link #release} or {@link #reset}.
     *
     * @param reason why, for logs; not blank
     */
    public void metricsOnly(String reason) {
        ManualControl.hold(machine, State.METRICS_ONLY, "metrics only", reason);
    }

    /**
     * Closes a breaker that is held by hand, with an empty window. Does nothing in the states that end by themselves.
     *
     * @param reason why, for logs; not blank
     */
    public void release(String reason) {
        ManualControl.release(machine, reason);
    }

    /**
     * Closes the breaker from any state, with an empty window, as if it had never opened. Totals stay.
     *
     * @param reason why, for logs; not blank
     */
    public void reset(String reason) {
        ManualControl.reset(machine, reason);
    }

    /**
     * Gives the breaker another configuration while it runs. State, wait, probes and evidence stay; only another window begins
     * empty. A rule that is satisfied already trips when it is asked next; waits and probes are new from the next ones on.
     *
     * @param config the new configuration, with the ticker of the old one; its first state is not looked at
     * @throws InvalidConfigException if it has another ticker
     */
    public void reconfigure(CircuitBreakerConfig config) {
        machine.reconfigure(config);
    }

    /**
     * The current state. It does not entitle the caller to a call. Without a scheduler it stays {@link State#OPEN} after the wait
     * is over until a call comes; {@link Snapshot#isProbeDue()} tells.
     *
     * @return the state
     */
    public State state() {
        return machine.phase().state;
    }

    /** {@return everything there is to see at this moment; reading changes nothing} */
    public Snapshot snapshot() {
        return Snapshot.of(machine);
    }

    /** {@return how what it protects is doing; reading changes nothing} */
    public Health health() {
        return Health.of(machine);
    }

    @Override
    public String toString() {
        return machine.toString();
    }
}
