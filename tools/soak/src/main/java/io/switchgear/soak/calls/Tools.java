package io.switchgear.soak.calls;

import io.switchgear.soak.checks.Findings;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all callers share. Immutable.
 *
 * @param canceller cancels and interrupts calls, at times that nobody expects
 * @param helpers do what another thread than the caller's is to do
 */
record Tools(
        Clients clients,
        ScheduledExecutorService canceller,
        ExecutorService helpers,
        Findings findings,
        CallCounts counts) {}
