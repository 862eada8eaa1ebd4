// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import io.switchgear.outcome.Rejection;

/**
 * Thrown when a call's deadline had passed before the call began; the operation has not run, and nothing was counted.
 *
 * @since 0.1
 */
public final class DeadlinePassedException extends RuntimeException implements Rejection {
    private static final long serialVersionUID = 1;

    DeadlinePassedException(String message) {
        super(message);
    }
}
