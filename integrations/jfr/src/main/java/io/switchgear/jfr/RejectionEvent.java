// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jfr;

import io.switchgear.RejectionReason;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A rejected call, as it is recorded. */
@Name("io.switchgear.Rejection")
@Label("Circuit Breaker Rejection")
@Description("A circuit breaker has rejected a call")
@Category("Switchgear")
@StackTrace(false)
final class RejectionEvent extends Event {
    @Label("Circuit Breaker")
    @Nullable
    String breaker;

    @Label("Reason")
    @Nullable
    String reason;

    static void commit(String breaker, RejectionReason reason) {
        RejectionEvent event = new RejectionEvent();
        if (event.shouldCommit()) {
            event.breaker = breaker;
            event.reason = reason.name();
            event.commit();
        }
    }
}
