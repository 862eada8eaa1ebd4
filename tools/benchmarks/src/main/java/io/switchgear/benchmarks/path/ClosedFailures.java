// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.FailingRead;
import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * What does a call through a closed breaker cost when some calls fail, too few to open it? The exception itself costs all guards the
 * same amount: it is made beforehand, without a stack trace.
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class ClosedFailures extends OneGuard {
    @Param({"5", "30"})
    public int percent;

    private FailingRead failing;

    @Override
    void prepare(Guard closed) {
        failing = new FailingRead(percent);
    }

    @Benchmark
    public Object call() throws Exception {
        try {
            return guard.call(failing);
        } catch (FailingRead.Failure failed) {
            return failed;
        }
    }
}
