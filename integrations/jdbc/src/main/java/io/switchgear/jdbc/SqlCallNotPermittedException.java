// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import io.switchgear.CallNotPermittedException;
import io.switchgear.outcome.Rejection;
import java.sql.SQLTransientConnectionException;

/**
 * Thrown when the breaker rejects a call; the database was not contacted. To callers that know nothing of breakers it looks
 * like the exception of a pool without a free connection: trying again later may help. Thread-safe, except for the mutable
 * parts that every {@link java.sql.SQLException} has.
 *
 * <p>It has no SQLState: no database returned one, and on class 08 pools discard the connection, which still works. It has
 * no stack trace of its own either, unless the breaker's rejections have one.
 *
 * @since 0.1
 */
public final class SqlCallNotPermittedException extends SQLTransientConnectionException implements Rejection {
    private static final long serialVersionUID = 1;

    /** The rejection by the breaker. */
    private final CallNotPermittedException rejection;

    SqlCallNotPermittedException(CallNotPermittedException rejection) {
        super(null, null, 0, rejection);
        this.rejection = rejection;
    }

    /**
     * The breaker's rejection, which is also the cause of this exception: the breaker, the reason, and the time until
     * another call can pass.
     *
     * @return the breaker's exception
     */
    public CallNotPermittedException rejection() {
        return rejection;
    }

    /**
     * The breaker, its state, the reason and the time of the next probe, in one line, as in
     * {@link CallNotPermittedException#getMessage()}.
     *
     * @return the rejection's message
     */
    @Override
    public String getMessage() {
        return rejection.getMessage();
    }

    /**
     * Records a stack trace only if rejections are configured to have one.
     *
     * @return this
     */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
