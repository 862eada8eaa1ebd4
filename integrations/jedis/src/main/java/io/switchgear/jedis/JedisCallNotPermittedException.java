// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jedis;

import io.switchgear.CallNotPermittedException;
import io.switchgear.Guard;
import io.switchgear.Permit;
import io.switchgear.outcome.Rejection;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Thrown when the breaker rejects a call; Redis was not contacted. Its type is no {@code JedisConnectionException}: Jedis
 * retries those. It has no stack trace. Thread-safe.
 *
 * @since 0.1
 */
public final class JedisCallNotPermittedException extends JedisException implements Rejection {
    private static final long serialVersionUID = 1;

    /** The rejection by the breaker. */
    private final CallNotPermittedException rejection;

    private JedisCallNotPermittedException(CallNotPermittedException rejection) {
        super(rejection.getMessage(), rejection);
        this.rejection = rejection;
    }

    /** A permit of the guard, whose rejection is an exception of Jedis. */
    static Permit acquire(Guard guard) {
        try {
            return guard.acquire();
        } catch (CallNotPermittedException rejection) {
            throw new JedisCallNotPermittedException(rejection);
        }
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
     * Records nothing: a rejection is cheap.
     *
     * @return this
     */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
