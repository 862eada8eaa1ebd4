// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.FieldRead;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What does a successful call through a closed breaker cost? */
public class ClosedSuccess extends OneGuard {
    /** Each thread's own. */
    @State(Scope.Thread)
    public static class Work {
        final FieldRead operation = new FieldRead();
    }

    @Benchmark
    public Object call(Work work) throws Exception {
        return guard.call(work.operation);
    }
}
