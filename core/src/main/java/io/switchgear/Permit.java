package io.switchgear;

import io.switchgear.outcome.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Leave for one call that is not a lambda: one that begins here and ends elsewhere. It settles once, by the first of its
 * methods; each says whether it was the first. Thread-safe: it may be settled on any thread.
 *
 * <pre>{@code
 * try (Permit permit = breaker.acquire()) {
 *     permit.returned(client.get(query));
 * }
 * }</pre>
 *
 * <p>There, an exception closes the permit unsettled, which is a failure.
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
