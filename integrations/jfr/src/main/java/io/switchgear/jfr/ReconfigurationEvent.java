// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jfr;

import io.switchgear.Reconfiguration;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A change of the settings, as it is recorded. */
@Name("io.switchgear.Reconfiguration")
@Label("Circuit Breaker Reconfiguration")
@Description("The settings of a circuit breaker have changed")
@Category("Switchgear")
@StackTrace(false)
final class ReconfigurationEvent extends Event {
    @Label("Circuit Breaker")
    @Nullable
    String breaker;

    @Label("Before")
    @Nullable
    String before;

    @Label("After")
    @Nullable
    String after;

    static void commit(Reconfiguration change) {
        ReconfigurationEvent event = new ReconfigurationEvent();
        if (!event.shouldCommit()) {
            return;
        }
        event.breaker = change.breaker();
        event.before = change.before().toString();
        event.after = change.after().toString();
        event.commit();
    }
}
