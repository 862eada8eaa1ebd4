// SPDX-License-Identifier: Apache-2.0
package io.switchgear.support;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * Access to the internal parts of {@code outcome.LastFailure} for the other packages of core. The class grants it in its
 * static initializer; it is a type parameter here because this package depends on no other. Thread-safe.
 *
 * @param <F> {@code outcome.LastFailure}
 */
public abstract class FailureAccess<F> {
    /** Set once, in the static initializer of the class that {@link #to} initializes. */
    private static volatile @Nullable FailureAccess<?> granted;

    /** For the class itself only. */
    protected FailureAccess() {}

    /**
     * Creates a failure from text.
     *
     * @param type the class name of the exception, or a description of a failure without one
     * @param message its message, which is cut and put on one line, or {@code null}
     * @return the failure
     */
    public abstract F of(String type, @Nullable String message);

    /**
     * Creates a failure from an exception, without the {@code CompletionException} or {@code ExecutionException} around it.
     *
     * @param before a failure to return if it says the same, or {@code null}
     * @param thrown the exception
     * @param withMessage whether to keep its message
     * @return the failure
     */
    public abstract F of(@Nullable F before, Throwable thrown, boolean withMessage);

    /**
     * Grants the access.
     *
     * @param access the access
     */
    public static void grant(FailureAccess<?> access) {
        granted = access;
    }

    /**
     * Returns the access, to be kept in a static final field.
     *
     * @param owner the class that grants it
     * @param <F> the same
     * @return the access
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // Only one class grants it, and it has done so once it is initialized.
    public static <F> FailureAccess<F> to(Class<F> owner) {
        try {
            MethodHandles.lookup().ensureInitialized(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(owner + " is not public", e);
        }
        return (FailureAccess<F>) granted;
    }
}
