// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.Outcome;
import io.switchgear.support.Durations;
import io.switchgear.support.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A permit for one call whose start and end are in different places. The first of its methods to be called settles it; each
 * returns whether it was the first. Thread-safe: it may be settled on any thread.
 *
 * <pre>{@code
 * Permit permit = breaker.acquire();
 * executor.execute(() -> permit.run(() -> client.send(message)));
 * }</pre>
 *
 * @since 0.1
 */
public final class Permit implements AutoCloseable {
    private static final VarHandle SETTLED = Fields.handle(MethodHandles.lookup(), "settled", boolean.class);

    private final StateMachine machine;
    private final CallContext context;
    private final Admission admission;
    private final long startNanos;

    /** Set once, by compare-and-set; the thread that set it settles the call. */
    @SuppressWarnings("unused")
    private volatile boolean settled;

    Permit(StateMachine machine, Admission admission, CallContext context) {
        this.context = context;
        this.machine = machine;
        this.admission = admission;
        this.startNanos = machine.measuredStartNanos(admission);
        admission.runsOn(null);
    }

    /**
     * Makes the call here and settles the permit with its result or exception, as {@link #returned} and {@link #threw} do.
     *
     * @param operation the call; runs on this thread
     * @param <T> type of the result
     * @param <X> type of the operation's checked exceptions
     * @return the operation's result
     * @throws X the operation's exception, the same instance
     */
    public <T extends @Nullable Object, X extends Throwable> T call(Call<T, X> operation) throws X {
        machine.present(operation, "operation");
        T result;
        try {
            result = starting(operation);
        } catch (Throwable thrown) {
            threw(thrown);
            throw thrown;
        }
        returned(result);
        return result;
    }

    /** Starts an operation that continues after it has returned. */
    <T extends @Nullable Object, X extends Throwable> T starting(Call<T, X> operation) throws X {
        try {
            admission.runsOn(Thread.currentThread());
            return operation.call();
        } finally {
            admission.runsOn(null);
        }
    }

    /**
     * Makes a call without a result here and settles the permit with its end, as {@link #call} does.
     *
     * @param operation the call; runs on this thread
     * @param <X> type of the operation's checked exceptions
     * @throws X the operation's exception, the same instance
     */
    public <X extends Throwable> void run(Action<X> operation) throws X {
        machine.present(operation, "operation");
        this.<@Nullable Object, X>call(() -> {
            operation.run();
            return null;
        });
    }

    /**
     * Settles the permit with a result; the classifier decides the outcome.
     *
     * @param result the call's result
     * @return whether this settled the permit
     */
    public boolean returned(@Nullable Object result) {
        return returned(result, startNanos);
    }

    /**
     * Settles the permit with a result of a call whose duration was measured elsewhere.
     *
     * @param result the call's result
     * @param took the call's duration, zero or more
     * @return whether this settled the permit
     */
    public boolean returned(@Nullable Object result, Duration took) {
        return returned(result, startOf(took));
    }

    private boolean returned(@Nullable Object result, long start) {
        boolean first = first();
        if (first) {
            machine.returned(admission, start, result);
        }
        return first;
    }

    /**
     * Settles the permit with an exception; the classifier decides the outcome.
     *
     * @param thrown the call's exception
     * @return whether this settled the permit
     */
    public boolean threw(Throwable thrown) {
        return threw(thrown, startNanos, EndedBy.OPERATION_HERE);
    }

    /**
     * Settles the permit with an exception of a call whose duration was measured elsewhere.
     *
     * @param thrown the call's exception
     * @param took the call's duration, zero or more
     * @return whether this settled the permit
     */
    public boolean threw(Throwable thrown, Duration took) {
        return threw(thrown, startOf(took), EndedBy.OPERATION_HERE);
    }

    boolean threw(Throwable thrown, EndedBy by) {
        return threw(thrown, startNanos, by);
    }

    private boolean threw(Throwable thrown, long start, EndedBy by) {
        machine.present(thrown, "thrown");
        boolean first = first();
        if (first) {
            machine.threw(admission, start, thrown, context, by);
        }
        return first;
    }

    private long startOf(Duration took) {
        machine.present(took, "took");
        try {
            return machine.settings().ticker.nanos() - Math.max(0, Durations.nanos(took));
        } catch (Throwable broken) {
            machine.callbacks.internalError = broken;
            return ResolvedConfig.NOT_MEASURED;
        }
    }

    /**
     * Settles the permit as a success, without asking the classifier.
     *
     * @return whether this settled the permit
     */
    public boolean success() {
        return settle(Outcome.SUCCESS);
    }

    /**
     * Settles the permit as a failure, without asking the classifier; if its context was cancelled, as a call that was
     * given up.
     *
     * @return whether this settled the permit
     */
    public boolean failure() {
        return settle(context.isCancelled() ? null : Outcome.FAILURE);
    }

    /**
     * Settles the permit as ignored: the call says nothing about the other side, or was never made.
     *
     * @return whether this settled the permit
     */
    public boolean ignore() {
        return settle(Outcome.IGNORED);
    }

    /**
     * Gives the call up if the permit is not settled: it is ignored within the bound of {@code abandonedAfter}, and
     * evidence against the other side beyond it. Settle failures with {@link #threw} or by {@link #call}: closing a permit
     * cannot distinguish a failure from a caller that has lost interest.
     */
    @Override
    public void close() {
        giveUp();
    }

    boolean giveUp() {
        return settle(null);
    }

    /**
     * Reports that the other side is responding: headers have arrived, or bytes are flowing. A probe then immediately gives
     * back its place among the concurrent probes, and succeeds at its probe timeout if this was called in the second half
     * of it. For other calls this does nothing. Can be called often.
     */
    public void progressed() {
        admission.progressed();
    }

    private boolean settle(@Nullable Outcome outcome) {
        boolean first = first();
        if (first) {
            machine.settle(admission, outcome, startNanos);
        }
        return first;
    }

    private boolean first() {
        return SETTLED.compareAndSet(this, false, true);
    }
}
