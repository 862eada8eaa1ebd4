// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

import java.util.function.Supplier;

/** The refusal of a call by a phase that admits other calls. Thread-safe. */
final class Refused extends Admission {
    private final RejectionReason reason;
    private final Supplier<CallNotPermittedException> rejection;
    private final Attempt.Rejected<?> rejected;

    Refused(RejectionReason reason, Supplier<CallNotPermittedException> rejection) {
        this.reason = reason;
        this.rejection = rejection;
        this.rejected = new Attempt.Rejected<>(rejection);
    }

    @Override
    RejectionReason refusedFor() {
        return reason;
    }

    @Override
    CallNotPermittedException rejection() {
        return rejection.get();
    }

    @Override
    Attempt.Rejected<?> rejected() {
        return rejected;
    }
}
