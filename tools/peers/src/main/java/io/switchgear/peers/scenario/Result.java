// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.scenario;

import org.jspecify.annotations.Nullable;

/**
 * The end of one call. Immutable.
 *
 * @param letIn whether the operation ran
 * @param value the caller's result
 * @param thrown the caller's exception
 * @param rejected whether the exception is the library's rejection
 */
record Result(
        boolean letIn, @Nullable String value, @Nullable Throwable thrown, boolean rejected) {
    /** The exception, as part of a sentence. */
    String failure() {
        return thrown == null ? "nothing" : thrown.getClass().getSimpleName();
    }
}
