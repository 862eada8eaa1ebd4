// SPDX-License-Identifier: Apache-2.0
package io.switchgear.http;

import io.switchgear.CallNotPermittedException;
import io.switchgear.outcome.Rejection;
import java.io.IOException;

/**
 * Thrown when the breaker rejects a request; nothing was sent. It is an {@link IOException}, which callers of an HTTP
 * client expect, around the breaker's own {@link CallNotPermittedException}. Thread-safe.
 *
 * @since 0.1
 */
public final class HttpCallNotPermittedException extends IOException implements Rejection {
    private static final long serialVersionUID = 1;

    /** The rejection by the breaker. */
    private final CallNotPermittedException rejection;

    /**
     * Wraps a rejection, for an integration with an HTTP client.
     *
     * @param rejection the rejection by the breaker
     */
    public HttpCallNotPermittedException(CallNotPermittedException rejection) {
        super(null, rejection);
        this.rejection = rejection;
    }

    /**
     * The breaker's own rejection, with its name, the reason and the time until another call can pass.
     *
     * @return the cause of this exception
     */
    public CallNotPermittedException rejection() {
        return rejection;
    }

    /** {@return the message of the breaker's rejection} */
    @Override
    public String getMessage() {
        return rejection.getMessage();
    }

    /** {@return this; the rejection inside has a stack trace if its breaker is configured so} */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
