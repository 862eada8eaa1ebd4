package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import io.switchgear.Health;
import io.switchgear.Snapshot;
import io.switchgear.StateChange;
import io.switchgear.demo.service.ServiceMode;
import java.time.Duration;

/** Where a run is told, as it happens. Times count from the start of the run. Thread-safe. */
interface Report {
    void opening(Opening opening);

    /** The service does something else from now on. */
    void service(Duration at, ServiceMode mode);

    void change(Duration at, StateChange change);

    /** The first call that was not let through after a change; only where explanations are wanted. */
    void rejection(Duration at, CallNotPermittedException rejection);

    void second(Second second);

    /** What the breaker says of itself at the end, before the summary; only where explanations are wanted. */
    void breaker(Health health, Snapshot snapshot);

    void summary(Summary summary);

    /** {@return whether nobody reads it any more} */
    boolean isUnread();
}
