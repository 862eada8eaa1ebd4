package io.switchgear.peers.scenario;

import org.jspecify.annotations.Nullable;

/**
 * How one call ended. Immutable.
 *
 * @param letIn whether the operation ran
 * @param value what the caller got
 * @param thrown what the caller got instead
 * @param rejected whether that is the library's rejection
 */
record Result(
        boolean letIn, @Nullable String value, @Nullable Throwable thrown, boolean rejected) {
    /** What was thrown, for a sentence. */
    String failure() {
        return thrown == null ? "nothing" : thrown.getClass().getSimpleName();
    }
}
