// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Other results for calls that are rejected or fail, by type of exception. The first fallback whose type matches runs, on
 * the calling thread, outside the breaker: it is not counted, and its own exception reaches the caller unchanged.
 * Immutable.
 *
 * <pre>{@code
 * String page = search.call(
 *         () -> client.get(query),
 *         Fallbacks.on(CallNotPermittedException.class, rejection -> cache.get(query))
 *                 .on(IOException.class, failure -> "sorry"));
 * }</pre>
 *
 * @param <T> type of the result
 * @param <X> type of the checked exceptions of the fallbacks
 * @since 0.1
 */
public final class Fallbacks<T extends @Nullable Object, X extends Throwable> {
    /** The fallbacks that are tried before this one. */
    private final @Nullable Fallbacks<T, X> before;

    private final Class<? extends Throwable> type;
    private final Handler<Throwable, T, X> handler;

    /**
     * A fallback for one type of exception.
     *
     * @param <E> type of the exception
     * @param <T> type of the result
     * @param <X> type of the fallback's checked exceptions
     * @since 0.1
     */
    @FunctionalInterface
    public interface Handler<E extends Throwable, T extends @Nullable Object, X extends Throwable> {

        /**
         * Provides another result.
         *
         * @param thrown the exception that the call ended with
         * @return the result in place of the operation's
         * @throws X the fallback's exception
         */
        T apply(E thrown) throws X;
    }

    @SuppressWarnings("unchecked") // The handler is called with exceptions of its type only.
    private Fallbacks(
            @Nullable Fallbacks<T, X> before,
            Class<? extends Throwable> type,
            Handler<?, ? extends T, ? extends X> handler) {
        this.before = before;
        this.type = Objects.requireNonNull(type, "type");
        this.handler = (Handler<Throwable, T, X>) Objects.requireNonNull(handler, "handler");
    }

    /**
     * Creates a fallback for exceptions of one type.
     *
     * @param type type of the exceptions, with its subclasses
     * @param handler the source of another result
     * @param <E> type of the exceptions
     * @param <T> type of the result
     * @param <X> type of the fallback's checked exceptions
     * @return fallbacks that can be extended
     */
    public static <E extends Throwable, T extends @Nullable Object, X extends Throwable> Fallbacks<T, X> on(
            Class<E> type, Handler<? super E, ? extends T, ? extends X> handler) {
        return new Fallbacks<>(null, type, handler);
    }

    /**
     * Adds a fallback for exceptions of another type.
     *
     * @param type type of the exceptions, with its subclasses
     * @param handler the source of another result
     * @param <E> type of the exceptions
     * @return fallbacks that can be extended
     */
    public <E extends Throwable> Fallbacks<T, X> or(
            Class<E> type, Handler<? super E, ? extends T, ? extends X> handler) {
        return new Fallbacks<>(this, type, handler);
    }

    /** Returns the result in place of an exception, or throws the exception again if no fallback matches its type. */
    @SuppressWarnings("unchecked") // Not checked at run time: the operation's exceptions are of this type.
    T apply(Throwable thrown) throws X {
        Fallbacks<T, X> chosen = forType(thrown);
        if (chosen == null) {
            throw (X) thrown;
        }
        return chosen.handler.apply(thrown);
    }

    private @Nullable Fallbacks<T, X> forType(Throwable thrown) {
        Fallbacks<T, X> earlier = before == null ? null : before.forType(thrown);
        return earlier != null ? earlier : type.isInstance(thrown) ? this : null;
    }
}
