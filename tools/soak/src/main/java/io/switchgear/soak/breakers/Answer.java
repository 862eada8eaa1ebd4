// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

/**
 * The answer of the service. Immutable.
 *
 * @param status the HTTP status
 * @param retryAfterSeconds the value of Retry-After; 0 without
 */
public record Answer(int status, int retryAfterSeconds) {
    /** The status that says nothing about the service's health. */
    public static final int CONFLICT = 409;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    public boolean isFailure() {
        return status >= SERVER_ERROR || status == TOO_MANY_REQUESTS;
    }

    public boolean saysNothing() {
        return status == CONFLICT;
    }
}
