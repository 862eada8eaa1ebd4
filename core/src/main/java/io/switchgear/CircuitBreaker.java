package io.switchgear;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
 * <p>A breaker starts no thread and needs no closing. Make one for each thing that can fail by itself, and keep it.
 * Thread-safe.
 */
public final class CircuitBreaker {
    private final Circuit circuit;

    private CircuitBreaker(Circuit circuit) {
        this.circuit = circuit;
    }

    /**
     * A closed breaker with the default configuration.
     *
     * @param name tells breakers apart in logs, errors and metrics; not blank
     * @return a new breaker
     * @throws IllegalArgumentException if the name is null or blank
     */
    public static CircuitBreaker of(String name) {
        return of(name, CircuitBreakerConfig.builder().build());
    }

    /**
     * A closed breaker.
     *
     * @param name tells breakers apart in logs, errors and metrics; not blank
     * @param config how it behaves; can be shared by many breakers
     * @return a new breaker
     * @throws IllegalArgumentException if the name is null or blank
     */
    public static CircuitBreaker of(String name, CircuitBreakerConfig config) {
        ConfigCheck.of(Objects.requireNonNull(config, "config").toBuilder())
                .name(name)
                .orThrow("\"" + name + "\"");
        return new CircuitBreaker(new Circuit(name, config));
    }

    /**
     * A closed breaker.
     *
     * @param name tells breakers apart in logs, errors and metrics; not blank
     * @param settings changes the defaults, like {@code c -> c.slowCallsOver(Duration.ofSeconds(1))}
     * @return a new breaker
     * @throws IllegalArgumentException if the name or any setting is wrong; the message lists every mistake
     */
    public static CircuitBreaker of(String name, UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        Objects.requireNonNull(settings, "settings");
        CircuitBreakerConfigBuilder config = settings.apply(CircuitBreakerConfig.builder());
        ConfigCheck.of(config).name(name).orThrow("\"" + name + "\"");
        return new CircuitBreaker(new Circuit(name, config.build()));
    }

    /** {@return the name it was given} */
    public String name() {
        return circuit.name;
    }

    /** {@return the configuration it behaves by} */
    public CircuitBreakerConfig config() {
        return circuit.settings().config;
    }

    /**
     * Calls an operation if the breaker lets it through.
     *
     * @param operation the call; runs at most once, on this thread
     * @param <T> type of the result
     * @param <X> what the operation may throw
     * @return what the operation returns
     * @throws X what the operation throws, the same instance
     * @throws CallNotPermittedException if the breaker does not let it through; then the operation has not run
     */
    public <T extends @Nullable Object, X extends Throwable> T call(Call<T, X> operation) throws X {
        Objects.requireNonNull(operation, "operation");
        return proceed(circuit.enter(), operation);
    }

    /**
     * Calls an operation if the breaker lets it through, else the fallback. The fallback is for rejections by this breaker
     * only: what the operation throws, a rejection by another breaker included, goes to the caller.
     *
     * @param operation the call; runs at most once, on this thread
     * @param fallback gives another result when the operation is not let through; not counted
     * @param <T> type of the result
     * @param <X> what the operation or the fallback may throw
     * @return what the operation or the fallback returns
     * @throws X what the operation or the fallback throws, the same instance
     */
    public <T extends @Nullable Object, X extends Throwable> T call(Call<T, X> operation, Fallback<T, X> fallback)
            throws X {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(fallback, "fallback");
        Admission admission = circuit.admit();
        return admission.isRefused() ? fallback.instead(admission.rejection()) : proceed(admission, operation);
    }

    /**
     * Runs an operation without a result if the breaker lets it through.
     *
     * @param operation the call; runs at most once, on this thread
     * @param <X> what the operation may throw
     * @throws X what the operation throws, the same instance
     * @throws CallNotPermittedException if the breaker does not let it through; then the operation has not run
     */
    public <X extends Throwable> void run(Action<X> operation) throws X {
        Objects.requireNonNull(operation, "operation");
        this.<@Nullable Object, X>call(() -> {
            operation.run();
            return null;
        });
    }

    /**
     * Leave for a call that is not a lambda. It must be settled, best by try-with-resources.
     *
     * @return a permit
     * @throws CallNotPermittedException if the breaker does not let it through
     */
    public Permit acquire() {
        return new Permit(circuit, circuit.enter());
    }

    /**
     * As {@link #acquire()}, without an exception.
     *
     * @return a permit; empty if the breaker does not let the call through
     */
    public Optional<Permit> tryAcquire() {
        Admission admission = circuit.admit();
        return admission.isRefused() ? Optional.empty() : Optional.of(new Permit(circuit, admission));
    }

    /**
     * Tells a listener of each change of state, in order, one at a time and under no lock, on the thread of the call that
     * noticed the change. The listener may call this breaker. What it throws is logged once and counted.
     *
     * @param listener what to tell
     * @return ends it
     */
    public Registration onStateChange(Consumer<? super StateChange> listener) {
        return onStateChange(listener, Runnable::run);
    }

    /**
     * As {@link #onStateChange(Consumer)}, on an executor: only this way a slow listener delays no call.
     *
     * @param listener what to tell
     * @param executor where to run it
     * @return ends it
     */
    public Registration onStateChange(Consumer<? super StateChange> listener, Executor executor) {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(executor, "executor");
        return circuit.stateChanges.register(listener, executor);
    }

    /**
     * The state at this moment. It is no leave to call: between reading it and calling it can change. While no call comes it
     * stays {@link State#OPEN} after the wait is over; {@link Snapshot#isProbeDue()} tells.
     *
     * @return the state
     */
    public State state() {
        return circuit.phase().state;
    }

    /** {@return everything there is to see at this moment; reading changes nothing} */
    public Snapshot snapshot() {
        return circuit.snapshot();
    }

    /** {@return name, state and how long it has been in it} */
    @Override
    public String toString() {
        return circuit.toString();
    }

    private <T extends @Nullable Object, X extends Throwable> T proceed(Admission admission, Call<T, X> operation)
            throws X {
        long startNanos = admission.startNanos();
        T result;
        try {
            result = operation.call();
        } catch (Throwable thrown) {
            circuit.threw(admission, startNanos, thrown);
            throw thrown;
        }
        circuit.returned(admission, startNanos, result);
        return result;
    }
}
