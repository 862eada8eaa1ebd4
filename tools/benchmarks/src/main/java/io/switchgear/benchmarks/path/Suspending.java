// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/** What does a suspending call of Kotlin's cost whose operation does not suspend? */
public class Suspending extends OneGuard {
    @Benchmark
    public @Nullable Object call() throws Exception {
        return guard.callSuspending(operation);
    }
}
