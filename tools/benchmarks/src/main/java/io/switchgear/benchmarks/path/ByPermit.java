// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import org.openjdk.jmh.annotations.Benchmark;

/** What does a call cost that asks for leave first and tells its outcome afterwards, in two steps? */
public class ByPermit extends OneGuard {
    @Benchmark
    public Object call() throws Exception {
        return guard.callByPermit(operation);
    }
}
