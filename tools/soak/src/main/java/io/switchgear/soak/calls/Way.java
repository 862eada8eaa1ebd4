// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

/** A way to make a call through a breaker. */
public enum Way {
    CALL,
    FALLBACK,
    RUN,
    ATTEMPT,
    ASYNC,
    ACQUIRE,
    TRY_ACQUIRE,
    /** Not a call: a failure that belongs to no call is recorded. */
    RECORD
}
