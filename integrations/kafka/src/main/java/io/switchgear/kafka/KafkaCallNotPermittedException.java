// SPDX-License-Identifier: Apache-2.0
package io.switchgear.kafka;

import io.switchgear.CallNotPermittedException;
import io.switchgear.outcome.Rejection;
import org.apache.kafka.common.errors.ApiException;

/**
 * The end of a call that the breaker rejects; nothing was sent. It is an {@link ApiException}, which a producer delivers by
 * future and callback, around the breaker's own {@link CallNotPermittedException}. It is not retriable. Thread-safe.
 *
 * @since 0.1
 */
public final class KafkaCallNotPermittedException extends ApiException implements Rejection {
    private static final long serialVersionUID = 1;

    /** The rejection by the breaker. */
    private final CallNotPermittedException rejection;

    KafkaCallNotPermittedException(CallNotPermittedException rejection) {
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
}
