// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.AsyncOperation;
import org.openjdk.jmh.annotations.Benchmark;

/** What does an asynchronous call cost whose stage is completed already? */
public class Async extends OneGuard {
    private final AsyncOperation stage = new AsyncOperation();

    /** Joined by all, since Failsafe may complete it elsewhere. */
    @Benchmark
    public Object call() throws Exception {
        return guard.callAsync(stage).toCompletableFuture().join();
    }
}
