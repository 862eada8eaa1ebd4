package io.switchgear.httpclient;

import io.switchgear.CallNotPermittedException;
import io.switchgear.outcome.Rejection;
import java.io.IOException;

/**
 * The breaker did not let a request through; nothing was sent. It is an {@link IOException}, which callers of an HTTP client
 * expect, around the breaker's own {@link CallNotPermittedException}. Thread-safe.
 *
 * @since 0.1
 */
public final class HttpCallNotPermittedException extends IOException implements Rejection {
    private static final long serialVersionUID = 1;

    /** The rejection by the breaker. */
    private final CallNotPermittedException rejection;

    HttpCallNotPermittedException(CallNotPermittedException rejection) {
        super(null, rejection);
        this.rejection = rejection;
    }

    /**
     * What the breaker said: which one it is, why it rejected, and when to come again.
     *
     * @return the cause of this exception
     */
    public CallNotPermittedException rejection() {
        return rejection;
    }

    /** {@return the breaker's own message, which tells the whole story} */
    @Override
    public String getMessage() {
        return rejection.getMessage();
    }

    /** {@return this: the rejection inside has a stack trace if its breaker was asked for one} */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
