package io.switchgear.soak.calls;

/** A way into a breaker. */
public enum Way {
    CALL,
    FALLBACK,
    RUN,
    ATTEMPT,
    ASYNC,
    ACQUIRE,
    TRY_ACQUIRE
}
