// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jfr;

import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Snapshot;
import java.util.Collection;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The state and figures of a breaker at one time, as they are recorded. */
@Name("io.switchgear.BreakerState")
@Label("Circuit Breaker State")
@Description("The state and figures of a circuit breaker, from time to time")
@Category("Switchgear")
@Period("30 s")
@StackTrace(false)
final class BreakerStateEvent extends Event {
    @Label("Circuit Breaker")
    @Nullable
    String breaker;

    @Label("State")
    @Nullable
    String state;

    @Label("Calls In Window")
    long calls;

    @Label("Failures In Window")
    long failures;

    @Label("In Flight")
    long inFlight;

    @Label("Rejected")
    @Description("Rejected calls since the breaker was created")
    long rejected;

    /** Records the state of each breaker, and of each key that is not closed. */
    static void commitAll(CircuitBreakerRegistry registry) {
        commit(registry.snapshots().values());
        registry.keyedSnapshots()
                .values()
                .forEach(keyed -> commit(keyed.notClosed().values()));
    }

    private static void commit(Collection<Snapshot> snapshots) {
        snapshots.forEach(BreakerStateEvent::commit);
    }

    private static void commit(Snapshot snapshot) {
        BreakerStateEvent event = new BreakerStateEvent();
        event.breaker = snapshot.name();
        event.state = snapshot.state().name();
        event.calls = snapshot.metrics().calls();
        event.failures = snapshot.metrics().failures();
        event.inFlight = snapshot.inFlight();
        event.rejected = snapshot.totals().rejected().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        event.commit();
    }
}
