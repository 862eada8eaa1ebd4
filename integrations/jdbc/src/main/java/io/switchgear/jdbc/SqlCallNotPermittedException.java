package io.switchgear.jdbc;

import io.switchgear.CallNotPermittedException;
import io.switchgear.outcome.Rejection;
import java.sql.SQLTransientConnectionException;

/**
 * The breaker did not let a call through; the database was not asked. For callers that know nothing of breakers it is what a
 * pool without a free connection throws: trying again later may help. Thread-safe but for what every {@link
 * java.sql.SQLException} can be changed in.
 *
 * <p>It has no SQLState: no database gave one, and at one of class 08 pools throw away the connection, which is sound. Nor has
 * it a stack trace of its own, unless the breaker's rejections have one.
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
     * The rejection itself, also this exception's cause: which breaker, why, and when to come again.
     *
     * @return what the breaker threw
     */
    public CallNotPermittedException rejection() {
        return rejection;
    }

    /**
     * The whole story in one line, as {@link CallNotPermittedException#getMessage()} tells it.
     *
     * @return the rejection's message
     */
    @Override
    public String getMessage() {
        return rejection.getMessage();
    }

    /**
     * Takes the stack trace only where rejections are to have one.
     *
     * @return this
     */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
