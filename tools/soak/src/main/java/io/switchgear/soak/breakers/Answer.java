package io.switchgear.soak.breakers;

/**
 * What the service answered. Immutable.
 *
 * @param status of HTTP
 * @param retryAfterSeconds what Retry-After says; 0 without
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
