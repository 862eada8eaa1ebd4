// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jfr;

import io.switchgear.StateChange;
import java.time.Duration;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A change of state, as it is recorded. */
@Name("io.switchgear.StateChange")
@Label("Circuit Breaker State Change")
@Description("A circuit breaker has changed its state")
@Category("Switchgear")
@StackTrace(false)
final class StateChangeEvent extends Event {
    @Label("Circuit Breaker")
    @Nullable
    String breaker;

    @Label("From")
    @Nullable
    String from;

    @Label("To")
    @Nullable
    String to;

    @Label("Reason")
    @Nullable
    String reason;

    @Label("Kind")
    @Nullable
    String kind;

    @Label("Open For")
    @Description("The wait until calls may pass as probes; 0 if there is none")
    @Timespan(Timespan.MILLISECONDS)
    long openFor;

    @Label("Number")
    @Description("The place of the change in the breaker's history")
    long sequence;

    static void commit(StateChange change) {
        StateChangeEvent event = new StateChangeEvent();
        if (!event.shouldCommit()) {
            return;
        }
        event.breaker = change.breaker();
        event.from = change.from().name();
        event.to = change.to().name();
        event.reason = change.reason();
        event.kind = change.kind().name();
        event.openFor = change.openFor().map(Duration::toMillis).orElse(0L);
        event.sequence = change.sequence();
        event.commit();
    }
}
