// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;

/** What does an open breaker cost that throws its refusal, caught where the call was made? */
public class RejectedThrown extends OneGuard {
    @Override
    void prepare(Guard closed) {
        closed.open();
    }

    @Benchmark
    public Object call() {
        try {
            return guard.call(operation);
        } catch (Exception rejected) {
            return rejected;
        }
    }
}
