// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import io.switchgear.CallNotPermittedException;
import io.switchgear.Health;
import io.switchgear.Snapshot;
import io.switchgear.StateChange;
import io.switchgear.demo.service.ServiceMode;
import java.time.Duration;

/** The output of a run, as it happens. Times count from the start of the run. Thread-safe. */
interface Report {
    void opening(Opening opening);

    /** The service has changed its mode. */
    void service(Duration at, ServiceMode mode);

    void change(Duration at, StateChange change);

    /** The first rejection after a change; only if explanations are wanted. */
    void rejection(Duration at, CallNotPermittedException rejection);

    void second(Second second);

    /** The breaker's own figures at the end, before the summary; only if explanations are wanted. */
    void breaker(Health health, Snapshot snapshot);

    void summary(Summary summary);

    /** {@return whether the reader of the output is gone} */
    boolean isUnread();
}
