package io.switchgear.soak.calls;

/** A way into a breaker. */
public enum Way {
    CALL,
    FALLBACK,
    RUN,
    ATTEMPT,
    ASYNC,
    ACQUIRE,
    TRY_ACQUIRE,
    /** None: a failure that belongs to no call is handed in. */
    RECORD
}
