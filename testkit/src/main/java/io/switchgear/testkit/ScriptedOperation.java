// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import io.switchgear.Action;
import io.switchgear.Call;
import io.switchgear.testkit.Script.Step;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An operation that a test scripts, and that counts its calls. It takes the place of the dependency that a breaker
 * protects:
 *
 * <pre>{@code
 * ScriptedOperation<String> service = ScriptedOperation.<String>throwing(new IOException("down")).times(3).thenReturning("up");
 * breaker.call(service);              // or run(service), or callAsync(service::start)
 * }</pre>
 *
 * <p>Each step of the script applies to one call, or to as many as {@link #times} says; the last one applies to all later
 * calls, until a step is added. Thread-safe; steps are added by one thread.
 *
 * @param <T> type of the result
 * @since 0.1
 */
public final class ScriptedOperation<T extends @Nullable Object> implements Call<T, Exception>, Action<Exception> {
    private final Script<T> script = new Script<>();
    private final RunningCalls<T> running = new RunningCalls<>();

    private ScriptedOperation() {}

    /**
     * Creates an operation that returns.
     *
     * @param value the result
     * @param <T> type of the result
     * @return an operation that can be extended
     */
    public static <T extends @Nullable Object> ScriptedOperation<T> returning(T value) {
        return new ScriptedOperation<T>().thenReturning(value);
    }

    /**
     * Creates an operation that throws.
     *
     * @param thrown the exception, always this instance; checked, unchecked or an error
     * @param <T> type of the result, if there were one
     * @return an operation that can be extended
     */
    public static <T extends @Nullable Object> ScriptedOperation<T> throwing(Throwable thrown) {
        return new ScriptedOperation<T>().thenThrowing(thrown);
    }

    /**
     * Creates an operation that hangs until {@link #release}.
     *
     * @param <T> type of the result
     * @return an operation that can be extended
     */
    public static <T extends @Nullable Object> ScriptedOperation<T> hanging() {
        return new ScriptedOperation<T>().thenHanging();
    }

    /**
     * Adds a step that returns.
     *
     * @param value the result
     * @return this
     */
    public ScriptedOperation<T> thenReturning(T value) {
        return add(Step.returning(value));
    }

    /**
     * Adds a step that throws; started asynchronously, it returns a failed future.
     *
     * @param thrown the exception, always this instance; checked, unchecked or an error
     * @return this
     */
    public ScriptedOperation<T> thenThrowing(Throwable thrown) {
        return add(Step.throwing(Objects.requireNonNull(thrown, "thrown")));
    }

    /**
     * Adds a step that hangs, until {@link #release}, {@link #releaseThrowing}, an interrupt of the thread that called it,
     * or the completion of the future from {@link #start} by another party.
     *
     * @return this
     */
    public ScriptedOperation<T> thenHanging() {
        return add(Step.hanging());
    }

    /**
     * Repeats the step added last.
     *
     * @param count the number of calls in a row that it applies to; 1 or more
     * @return this
     * @throws IllegalArgumentException if the count is less than 1
     */
    public ScriptedOperation<T> times(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("times(" + count + "): a step must apply to at least one call");
        }
        script.changeLast(last -> last.times(count));
        return this;
    }

    /**
     * Makes the step added last take time. No thread waits: the ticker is advanced when the operation is called.
     *
     * @param duration the time that it takes
     * @param ticker the breaker's clock
     * @return this
     */
    public ScriptedOperation<T> taking(Duration duration, ManualTicker ticker) {
        script.changeLast(last -> last.after(() -> ticker.advance(duration)));
        return this;
    }

    @Override
    public T call() throws Exception {
        CompletableFuture<T> call = start();
        try {
            return Ended.resultOf(call);
        } finally {
            call.cancel(false);
        }
    }

    @Override
    public void run() throws Exception {
        call();
    }

    /**
     * Calls the operation asynchronously, as in {@code breaker.callAsync(operation::start)}.
     *
     * @return a future, complete unless this call hangs
     */
    @SuppressWarnings("FutureReturnValueIgnored") // counting does not throw
    public CompletableFuture<T> start() {
        CompletableFuture<T> call = new CompletableFuture<>();
        Step<T> now = script.next();
        running.began(call, now.hangs());
        call.whenComplete((value, thrown) -> running.ended());
        now.first().run();
        if (now.thrown() != null) {
            call.completeExceptionally(now.thrown());
        } else if (!now.hangs()) {
            call.complete(now.value());
        }
        return call;
    }

    /**
     * Makes all calls that hang now return. If they are made on other threads, wait for them with {@link #awaitRunning}.
     *
     * @param value their result
     * @throws IllegalStateException if none hangs
     */
    public void release(T value) {
        released().forEach(call -> call.complete(value));
    }

    /**
     * Makes all calls that hang now throw.
     *
     * @param thrown their exception
     * @throws IllegalStateException if none hangs
     */
    public void releaseThrowing(Throwable thrown) {
        released().forEach(call -> call.completeExceptionally(thrown));
    }

    /**
     * Waits for calls on other threads to begin.
     *
     * @param count the number that must have begun and not ended
     * @throws AssertionError if they have not after 10 seconds
     * @throws InterruptedException if this thread is interrupted
     */
    public void awaitRunning(int count) throws InterruptedException {
        running.await(count, new CompletableFuture<>());
    }

    /** Waits as {@link #awaitRunning(int)} does, but also stops if a call ends unexpectedly. */
    void awaitRunning(int count, CompletableFuture<?> call) throws InterruptedException {
        running.await(count, call);
    }

    /** {@return the number of calls} */
    public int calls() {
        return running.begun();
    }

    /** {@return the number of calls that have begun and not ended} */
    public int running() {
        return running.running();
    }

    /** {@return the highest number of calls that were running at the same time} */
    public int mostAtOnce() {
        return running.mostAtOnce();
    }

    private ScriptedOperation<T> add(Step<T> step) {
        script.add(step);
        return this;
    }

    private List<CompletableFuture<T>> released() {
        List<CompletableFuture<T>> all = running.hanging();
        if (all.isEmpty()) {
            throw new IllegalStateException(
                    "no call hangs, so there is none to release; calls made on other threads may"
                            + " not have begun: wait with awaitRunning");
        }
        return all;
    }
}
