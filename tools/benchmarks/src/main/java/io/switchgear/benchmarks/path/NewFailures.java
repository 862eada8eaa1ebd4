// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.FailingRead;
import io.switchgear.benchmarks.guard.Guard;
import io.switchgear.benchmarks.guard.NewFailure;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * As {@link ClosedFailures}, but each failure is a new exception with a new message. Their allocation is included; the floor
 * allocates the same.
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class NewFailures extends OneGuard {
    @Param("30")
    public int percent;

    private NewFailure failing;

    @Override
    void prepare(Guard closed) {
        failing = new NewFailure(percent);
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
