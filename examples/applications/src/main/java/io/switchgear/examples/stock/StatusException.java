// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.stock;

import java.io.IOException;
import java.net.URI;

/** An answer whose status says that something is wrong, with the service or with the question. Immutable. */
final class StatusException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private final int status;

    StatusException(URI asked, int status) {
        super(asked + " answered " + status);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** {@return whether the service is at fault, and not the question} */
    boolean isOutage() {
        return status >= FIRST_SERVER_ERROR || status == TOO_MANY_REQUESTS;
    }
}
