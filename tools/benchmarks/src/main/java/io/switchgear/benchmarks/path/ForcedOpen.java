// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;

/** What does a refusal cost while the breaker is held open by hand, where no time needs to be looked at? */
public class ForcedOpen extends OneGuard {
    @Override
    void prepare(Guard closed) {
        closed.forceOpen();
    }

    @Benchmark
    public boolean tryAcquire() {
        return guard.tryAcquire();
    }
}
