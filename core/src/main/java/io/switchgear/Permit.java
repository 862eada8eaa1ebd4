package io.switchgear;

import io.switchgear.outcome.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A permit for one call whose start and end are in different places. It settles once, by the first of its methods; each says
 * whether it was the first. Thread-safe: it may be settled on any thread.
 *
 * <pre>{@code
 * Permit permit = breaker.acquire();
 * executor.execute(() -> permit.run(() -> client.send(message)));
 * }</pre>
 *
 * @since 0.1
 */
public final class Permit implements AutoCloseable {
    private static final VarHandle SETTLED;

    static {
        try {
            SETTLED = MethodHandles.lookup().findVarHandle(Permit.class, "settled", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Circuit circuit;
    private final CallContext context;
    private final Admission admission;
    private final long startNanos;

    /** Set once, by compare-and-set; whoever set it settles. */
    @SuppressWarnings("unused")
    private volatile boolean settled;

    Permit(Circuit circuit, Admission admission, CallContext context) {
        this.context = context;
        this.circuit = circuit;
        this.admission = admission;
        this.startNanos = admission.startNanos();
    }

    /**
     * Makes the call here and settles the permit by its result or its exception, as {@link #returned} and {@link #threw} do.
     *
     * @param operation the call; runs on this thread
     * @param <T> type of the result
     * @param <X> type of the operation's checked exceptions
     * @return the operation's result
     * @throws X the operation's exception, the same instance
     */
    public <T extends @Nullable Object, X extends Throwable> T call(Call<T, X> operation) throws X {
        circuit.present(operation, "operation");
        T result;
        try {
            result = operation.call();
        } catch (Throwable thrown) {
            threw(thrown);
            throw thrown;
        }
        returned(result);
        return result;
    }

    /**
     * Makes a call without a result here and settles the permit by its end, as {@link #call} does.
     *
     * @param operation the call; runs on this thread
     * @param <X> type of the operation's checked exceptions
     * @throws X the operation's exception, the same instance
     */
    public <X extends Throwable> void run(Action<X> operation) throws X {
        circuit.present(operation, "operation");
        this.<@Nullable Object, X>call(() -> {
            operation.run();
            return null;
        });
    }

    /**
     * The call returned; the configuration's classifier decides what that means.
     *
     * @param result what it returned
     * @return whether this settled the permit
     */
    public boolean returned(@Nullable Object result) {
        boolean first = first();
        if (first) {
            circuit.returned(admission, startNanos, result);
        }
        return first;
    }

    /**
     * The call threw; the configuration's classifier decides what that means.
     *
     * @param thrown what it threw
     * @return whether this settled the permit
     */
    public boolean threw(Throwable thrown) {
        Objects.requireNonNull(thrown, "thrown");
        boolean first = first();
        if (first) {
            circuit.threw(admission, startNanos, thrown, context);
        }
        return first;
    }

    /**
     * The call was a success, whatever the classifier would say.
     *
     * @return whether this settled the permit
     */
    public boolean success() {
        return settle(Outcome.SUCCESS);
    }

    /**
     * The call was a failure, whatever the classifier would say.
     *
     * @return whether this settled the permit
     */
    public boolean failure() {
        return settle(Outcome.FAILURE);
    }

    /**
     * The call says nothing: it was cancelled, or never made.
     *
     * @return whether this settled the permit
     */
    public boolean ignore() {
        return settle(Outcome.IGNORED);
    }

    /** Settles the permit as a failure if nothing has settled it. */
    @Override
    public void close() {
        settle(Outcome.FAILURE);
    }

    private boolean settle(Outcome outcome) {
        boolean first = first();
        if (first) {
            circuit.settle(admission, outcome, context, startNanos, null, null);
        }
        return first;
    }

    private boolean first() {
        return SETTLED.compareAndSet(this, false, true);
    }
}
