// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.soak.checks.Findings;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The tools that all callers share. Immutable.
 *
 * @param canceller cancels and interrupts calls at arbitrary times
 * @param helpers run the work for threads other than the caller's
 */
record Tools(
        Clients clients,
        ScheduledExecutorService canceller,
        ExecutorService helpers,
        Findings findings,
        CallCounts counts) {}
