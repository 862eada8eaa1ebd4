package io.switchgear.examples.demo;

import io.switchgear.StateChange;
import io.switchgear.examples.service.ServiceMode;
import java.time.Duration;

/** Where a run is told, as it happens. Times count from the start of the run. Thread-safe. */
interface Report {
    void opening(Opening opening);

    /** The service does something else from now on. */
    void service(Duration at, ServiceMode mode);

    void change(Duration at, StateChange change);

    void second(Second second);

    void summary(Summary summary);

    /** {@return whether nobody reads it any more} */
    boolean isUnread();
}
