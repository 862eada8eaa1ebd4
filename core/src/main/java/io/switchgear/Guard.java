// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of calls: a {@link CircuitBreaker}, the breaker of one key ({@link KeyedCircuitBreaker#at}), or either of
 * them with a context ({@link #within(CallContext)}). All ways of making a call are declared here, once.
 *
 * <p>Code that makes calls takes a {@code Guard}; code that configures, monitors or operates breakers takes the breaker. A
 * guard can be kept and shared. Thread-safe.
 *
 * @since 0.1
 */
public abstract sealed class Guard permits CircuitBreaker, KeyGuard, ContextGuard {
    /** The context of each call. */
    final CallContext context;

    Guard(CallContext context) {
        this.context = context;
    }

    /** The state machine for the next call. */
    abstract StateMachine machine();

    /** {@return the name of the breaker; for a key, with the key in brackets} */
    public abstract String name();

    /**
     * Returns this guard for calls that have a deadline or can be cancelled. A call whose context is over does not run and
     * is not counted: it throws {@link DeadlinePassedException} or {@link CancellationException}. An existing context stays
     * in force: a call is over when either context is.
     *
     * @param context the callers' deadline and cancellation signal
     * @return a guard; cheap enough to be created for each call
     */
    public Guard within(CallContext context) {
        return new ContextGuard(this, context.and(this.context));
    }

    /**
     * Returns this guard for calls that share a deadline.
     *
     * @param timeout the time from now until the deadline, by the breaker's ticker; zero or less means that it has passed
     * @return a guard
     */
    public Guard within(Duration timeout) {
        return within(CallContext.within(timeout, machine().settings().ticker));
    }

    /**
     * Calls an operation if the breaker admits the call.
     *
     * @param operation the call; runs at most once, on this thread
     * @param <T> type of the result
     * @param <X> type of the operation's checked exceptions
     * @return the operation's result
     * @throws X the operation's exception, the same instance
     * @throws CallNotPermittedException if the breaker rejects the call; then the operation has not run
     */
    public final <T extends @Nullable Object, X extends Throwable> T call(Call<T, X> operation) throws X {
        StateMachine machine = machine();
        machine.present(operation, "operation");
        return machine.proceed(machine.enter(context), operation, context);
    }

    /**
     * Calls an operation, or the fallback if this breaker rejects the call. Exceptions of the operation, including a
     * rejection by another breaker, reach the caller; {@link #call(Call, Fallbacks)} catches those too.
     *
     * @param operation the call; runs at most once, on this thread
     * @param fallback the source of another result when the call is rejected; not counted
     * @param <T> type of the result
     * @param <X> type of the checked exceptions of the operation and the fallback
     * @return the result of the operation or the fallback
     * @throws X the exception of the operation or the fallback, the same instance
     */
    public final <T extends @Nullable Object, X extends Throwable> T call(Call<T, X> operation, Fallback<T, X> fallback)
            throws X {
        StateMachine machine = machine();
        machine.present(operation, "operation");
        machine.present(fallback, "fallback");
        context.check(machine.name);
        Admission admission = machine.admit();
        return admission.isRefused()
                ? fallback.apply(admission.rejection())
                : machine.proceed(admission, operation, context);
    }

    /**
     * Calls an operation, or the fallback for the type of exception that the call ends with: a rejection or a failure. The
     * call is counted before the fallback runs. An exception without a fallback reaches the caller.
     *
     * @param operation the call; runs at most once, on this thread
     * @param fallbacks other results by type of exception; not counted
     * @param <T> type of the result
     * @param <X> type of the checked exceptions of the operation and the fallbacks
     * @return the result of the operation or a fallback
     * @throws X the exception of the operation or the fallback, the same instance
     */
    public final <T extends @Nullable Object, X extends Throwable> T call(
            Call<T, X> operation, Fallbacks<? extends T, ? extends X> fallbacks) throws X {
        machine().present(fallbacks, "fallbacks");
        try {
            return call(operation);
        } catch (Throwable thrown) {
            return fallbacks.apply(thrown);
        }
    }

    /**
     * Runs an operation without a result if the breaker admits the call. The classifier sees {@code null} as its result.
     *
     * @param operation the call; runs at most once, on this thread
     * @param <X> type of the operation's checked exceptions
     * @throws X the operation's exception, the same instance
     * @throws CallNotPermittedException if the breaker rejects the call; then the operation has not run
     */
    public final <X extends Throwable> void run(Action<X> operation) throws X {
        machine().present(operation, "operation");
        this.<@Nullable Object, X>call(() -> {
            operation.run();
            return null;
        });
    }

    /**
     * Calls an operation and returns the end of the call as a value: succeeded, failed (also if the context is over) or
     * rejected. Throws only an {@link Error} of the operation, after it is counted. Sets the interrupt flag again if the
     * operation threw an {@link InterruptedException}.
     *
     * @param operation the call; runs at most once, on this thread
     * @param <T> type of the result
     * @return the end of the call
     */
    public final <T extends @Nullable Object> Attempt<T> attempt(Call<T, ? extends Exception> operation) {
        StateMachine machine = machine();
        machine.present(operation, "operation");
        return machine.attempt(operation, context);
    }

    /**
     * Starts an operation whose result comes later. The call is settled when the operation completes its future, or when
     * the caller completes the returned one: cancelling it or completing it with a value gives the call up; its
     * {@code orTimeout} is a failure. The operation's future is then cancelled.
     *
     * @param operation the start of the call; runs at most once, on this thread; if it throws or returns {@code null}, the
     *     call has failed
     * @param <T> type of the result
     * @return a future that completes as the operation's future does, or with {@link CallNotPermittedException}, or with
     *     the exception of a context that is over
     */
    public final <T extends @Nullable Object> CompletableFuture<T> callAsync(
            Call<? extends CompletionStage<? extends T>, ? extends Throwable> operation) {
        StateMachine machine = machine();
        machine.present(operation, "operation");
        return AsyncCall.start(machine, context, operation);
    }

    /**
     * Admits a call that is not a lambda: one that begins here and ends elsewhere. The permit must be settled, best by
     * try-with-resources.
     *
     * @return a permit
     * @throws CallNotPermittedException if the breaker rejects the call
     */
    public final Permit acquire() {
        StateMachine machine = machine();
        return new Permit(machine, machine.enter(context), context);
    }

    /**
     * Admits a call as {@link #acquire()} does, but does not throw a rejection.
     *
     * @return a permit; empty if the breaker rejects the call
     */
    public final Optional<Permit> tryAcquire() {
        StateMachine machine = machine();
        context.check(machine.name);
        Admission admission = machine.admit();
        return admission.isRefused() ? Optional.empty() : Optional.of(new Permit(machine, admission, context));
    }

    /**
     * Records a failure that belongs to no call, such as a response body that broke off after its call was settled. It
     * counts as one more failed call wherever calls are counted: closed, during the ramp and in shadow mode. It is never a
     * probe.
     *
     * @param failure the exception; counted only if the classifier decides that it is a failure
     * @return whether it was counted
     */
    public final boolean recordFailure(Throwable failure) {
        StateMachine machine = machine();
        machine.present(failure, "failure");
        return machine.recordFailure(failure);
    }

    /**
     * Guards a callable.
     *
     * @param callable the call
     * @param <T> type of the result
     * @return a function that makes the call through this guard each time
     */
    public final <T extends @Nullable Object> Callable<T> decorateCallable(Callable<T> callable) {
        machine().present(callable, "callable");
        return () -> call(callable::call);
    }

    /**
     * Guards a supplier.
     *
     * @param supplier the call
     * @param <T> type of the result
     * @return a function that makes the call through this guard each time
     */
    public final <T extends @Nullable Object> Supplier<T> decorateSupplier(Supplier<T> supplier) {
        machine().present(supplier, "supplier");
        return () -> call(supplier::get);
    }

    /**
     * Guards a function.
     *
     * @param function the call
     * @param <A> type of the argument
     * @param <T> type of the result
     * @return a function that makes the call through this guard each time
     */
    public final <A extends @Nullable Object, T extends @Nullable Object> Function<A, T> decorateFunction(
            Function<A, T> function) {
        machine().present(function, "function");
        return argument -> call(() -> function.apply(argument));
    }

    /**
     * Guards a runnable.
     *
     * @param runnable the call
     * @return a function that makes the call through this guard each time
     */
    public final Runnable decorateRunnable(Runnable runnable) {
        machine().present(runnable, "runnable");
        return () -> run(runnable::run);
    }

    /**
     * Guards the tasks of an executor. A task is admitted when it is submitted, so its submitter gets the
     * {@link CallNotPermittedException}; its time in the queue is part of its duration. A task that the executor refuses is
     * ignored.
     *
     * @param executor the executor that runs the tasks
     * @return an executor whose tasks are calls through this guard
     */
    public final Executor decorateExecutor(Executor executor) {
        machine().present(executor, "executor");
        return task -> {
            machine().present(task, "task");
            Permit permit = acquire();
            try {
                executor.execute(() -> permit.run(task::run));
            } catch (Throwable refused) {
                permit.ignore();
                throw refused;
            }
        };
    }
}
