package io.switchgear;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
 * <p>A breaker starts no thread and needs no closing. Make one for each thing that can fail by itself. Thread-safe.
 */
public final class CircuitBreaker {
    final Circuit circuit;

    private CircuitBreaker(Circuit circuit) {
        this.circuit = circuit;
    }

    /**
     * A closed breaker with the default configuration.
     *
     * @param name tells breakers apart in logs, errors and metrics; not blank
     * @return a new breaker
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
        return new CircuitBreaker(Circuit.of(name, config));
    }

    /**
     * A closed breaker.
     *
     * @param name tells breakers apart in logs, errors and metrics; not blank
     * @param settings changes the defaults
     * @return a new breaker
     * @throws IllegalArgumentException if the name or any setting is wrong; the message lists every mistake
     */
    public static CircuitBreaker of(String name, UnaryOperator<CircuitBreakerConfigBuilder> settings) {
        return new CircuitBreaker(Circuit.of(name, settings));
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
        return call(CallContext.NONE, operation);
    }

    /**
     * As {@link #call(Call)}, unless the context is over already.
     *
     * @param context the caller's deadline and wish to go on
     * @param operation the call; runs at most once, on this thread
     * @param <T> type of the result
     * @param <X> what the operation may throw
     * @return what the operation returns
     * @throws X what the operation throws, the same instance
     * @throws CallNotPermittedException if the breaker does not let it through; then the operation has not run
     * @throws DeadlinePassedException if the deadline has passed; then nothing was counted
     * @throws CancellationException if the context was cancelled; likewise
     */
    public <T extends @Nullable Object, X extends Throwable> T call(CallContext context, Call<T, X> operation)
            throws X {
        Objects.requireNonNull(operation, "operation");
        context.check(circuit.name);
        return circuit.proceed(circuit.enter(), operation, context);
    }

    /**
     * Calls an operation, or the fallback if this breaker does not let it through. What the operation throws, a rejection by
     * another breaker included, goes to the caller.
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
        return call(CallContext.NONE, operation, fallback);
    }

    /**
     * As {@link #call(Call, Fallback)}, unless the context is over already, as in {@link #call(CallContext, Call)}.
     *
     * @param context the caller's deadline and wish to go on
     * @param operation the call; runs at most once, on this thread
     * @param fallback gives another result when the operation is not let through; not counted
     * @param <T> type of the result
     * @param <X> what the operation or the fallback may throw
     * @return what the operation or the fallback returns
     * @throws X what the operation or the fallback throws, the same instance
     */
    public <T extends @Nullable Object, X extends Throwable> T call(
            CallContext context, Call<T, X> operation, Fallback<T, X> fallback) throws X {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(fallback, "fallback");
        context.check(circuit.name);
        Admission admission = circuit.admit();
        return admission.isRefused()
                ? fallback.instead(admission.rejection())
                : circuit.proceed(admission, operation, context);
    }

    /**
     * Runs an operation without a result if the breaker lets it through. A classifier sees {@code null} for its result.
     *
     * @param operation the call; runs at most once, on this thread
     * @param <X> what the operation may throw
     * @throws X what the operation throws, the same instance
     * @throws CallNotPermittedException if the breaker does not let it through; then the operation has not run
     */
    public <X extends Throwable> void run(Action<X> operation) throws X {
        run(CallContext.NONE, operation);
    }

    /**
     * As {@link #run(Action)}, unless the context is over already, as in {@link #call(CallContext, Call)}.
     *
     * @param context the caller's deadline and wish to go on
     * @param operation the call; runs at most once, on this thread
     * @param <X> what the operation may throw
     * @throws X what the operation throws, the same instance
     */
    public <X extends Throwable> void run(CallContext context, Action<X> operation) throws X {
        Objects.requireNonNull(operation, "operation");
        this.<@Nullable Object, X>call(context, () -> {
            operation.run();
            return null;
        });
    }

    /**
     * Calls an operation and gives what became of it as a value; but throws an {@link Error}, once it is counted. Sets the
     * interrupt flag again when the operation threw an {@link InterruptedException}.
     *
     * @param operation the call; runs at most once, on this thread
     * @param <T> type of the result
     * @return succeeded, failed or rejected
     */
    public <T extends @Nullable Object> Attempt<T> attempt(Call<T, ? extends Exception> operation) {
        return attempt(CallContext.NONE, operation);
    }

    /**
     * As {@link #attempt(Call)}, unless the context is over already, as in {@link #call(CallContext, Call)}.
     *
     * @param context the caller's deadline and wish to go on
     * @param operation the call; runs at most once, on this thread
     * @param <T> type of the result
     * @return succeeded, failed or rejected
     */
    public <T extends @Nullable Object> Attempt<T> attempt(
            CallContext context, Call<T, ? extends Exception> operation) {
        Objects.requireNonNull(operation, "operation");
        context.check(circuit.name);
        return circuit.attempt(operation, context);
    }

    /**
     * Starts an operation whose result comes later. Whoever completes the returned future settles the call: the operation, or
     * the caller by cancelling it (ignored), by its {@code orTimeout} (a failure) and the like, which cancel the operation's.
     *
     * @param operation starts the call; runs at most once, on this thread; if it throws or returns {@code null}, it has failed
     * @param <T> type of the result
     * @return completed as the operation's future is, or with {@link CallNotPermittedException}
     */
    public <T extends @Nullable Object> CompletableFuture<T> callAsync(
            Callable<? extends CompletionStage<? extends T>> operation) {
        return callAsync(CallContext.NONE, operation);
    }

    /**
     * As {@link #callAsync(Callable)}, unless the context is over already: then its exception completes the future.
     *
     * @param context the caller's deadline and wish to go on
     * @param operation starts the call; runs at most once, on this thread
     * @param <T> type of the result
     * @return completed as the operation's future is
     */
    public <T extends @Nullable Object> CompletableFuture<T> callAsync(
            CallContext context, Callable<? extends CompletionStage<? extends T>> operation) {
        Objects.requireNonNull(operation, "operation");
        return AsyncCall.start(this, context, operation);
    }

    /**
     * Leave for a call that is not a lambda. It must be settled, best by try-with-resources.
     *
     * @return a permit
     * @throws CallNotPermittedException if the breaker does not let it through
     */
    public Permit acquire() {
        return acquire(CallContext.NONE);
    }

    /**
     * As {@link #acquire()}, unless the context is over already, as in {@link #call(CallContext, Call)}.
     *
     * @param context the caller's deadline and wish to go on
     * @return a permit
     */
    public Permit acquire(CallContext context) {
        context.check(circuit.name);
        return new Permit(circuit, circuit.enter(), context);
    }

    /**
     * As {@link #acquire()}, without an exception.
     *
     * @return a permit; empty if the breaker does not let the call through
     */
    public Optional<Permit> tryAcquire() {
        Admission admission = circuit.admit();
        return admission.isRefused() ? Optional.empty() : Optional.of(new Permit(circuit, admission, CallContext.NONE));
    }

    /**
     * Tells a listener of each change of state, in order, one at a time and under no lock, on the thread of the call that
     * noticed the change. It may call this breaker. What it throws is logged once and counted.
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
        return circuit.events.registerForStates(listener, executor);
    }

    /**
     * Tells a listener of each change of state and of configuration, as {@link #onStateChange(Consumer, Executor)} does.
     *
     * @param listener what to tell
     * @param executor where to run it; {@code Runnable::run} for the calls' own threads
     * @return ends it
     */
    public Registration onEvent(Consumer<? super BreakerEvent> listener, Executor executor) {
        return circuit.events.register(listener, executor);
    }

    /**
     * Shows each call to an observer.
     *
     * @param observer what to show it to
     * @return ends it
     */
    public Registration observeCalls(CallObserver observer) {
        return circuit.observers.register(Objects.requireNonNull(observer, "observer"));
    }

    /**
     * Opens the breaker for a time, after which it probes as usual. The next waits are those there would have been.
     *
     * @param wait how long; zero for a probe with the next call
     * @param reason why, for logs and rejections; not blank
     */
    public void open(Duration wait, String reason) {
        ByHand.open(circuit, wait, reason);
    }

    /**
     * Rejects every call until {@link #release} or {@link #reset}.
     *
     * @param reason why, for logs and rejections; not blank
     */
    public void forceOpen(String reason) {
        ByHand.hold(circuit, State.FORCED_OPEN, "forced open", reason);
    }

    /**
     * Lets every call pass and counts nothing until {@link #release} or {@link #reset}.
     *
     * @param reason why, for logs; not blank
     */
    public void disable(String reason) {
        ByHand.hold(circuit, State.DISABLED, "disabled", reason);
    }

    /**
     * Lets every call pass and only shows what the breaker would do, until {@link #release} or {@link #reset}.
     *
     * @param reason why, for logs; not blank
     */
    public void metricsOnly(String reason) {
        ByHand.hold(circuit, State.METRICS_ONLY, "metrics only", reason);
    }

    /**
     * Closes a breaker that is held by hand, with an empty window. Does nothing in the states that end by themselves.
     *
     * @param reason why, for logs; not blank
     */
    public void release(String reason) {
        ByHand.release(circuit, reason);
    }

    /**
     * Closes the breaker from any state, with an empty window, as if it had never opened. Totals stay.
     *
     * @param reason why, for logs; not blank
     */
    public void reset(String reason) {
        ByHand.reset(circuit, reason);
    }

    /**
     * Gives the breaker another configuration while it runs. State, wait, probes and evidence stay; only another window begins
     * empty. A rule that is satisfied already trips when it is asked next; waits and probes are new from the next ones on.
     *
     * @param config the new configuration, with the ticker of the old one; its first state is not looked at
     * @throws IllegalArgumentException if it has another ticker
     */
    public void reconfigure(CircuitBreakerConfig config) {
        circuit.reconfigure(config);
    }

    /**
     * The state at this moment; no leave to call. Without a scheduler it stays {@link State#OPEN} after the wait is over until
     * a call comes; {@link Snapshot#isProbeDue()} tells.
     *
     * @return the state
     */
    public State state() {
        return circuit.phase().state;
    }

    /** {@return everything there is to see at this moment; reading changes nothing} */
    public Snapshot snapshot() {
        return Snapshot.of(circuit);
    }

    /** {@return how what it protects is doing; reading changes nothing} */
    public Health health() {
        return Health.of(circuit);
    }

    @Override
    public String toString() {
        return circuit.toString();
    }
}
