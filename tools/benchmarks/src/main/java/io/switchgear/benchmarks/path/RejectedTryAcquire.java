// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;

/** What does an open breaker cost that is asked for leave and says no, without an exception? */
public class RejectedTryAcquire extends OneGuard {
    @Override
    void prepare(Guard closed) {
        closed.open();
    }

    @Benchmark
    public boolean tryAcquire() {
        return guard.tryAcquire();
    }
}
