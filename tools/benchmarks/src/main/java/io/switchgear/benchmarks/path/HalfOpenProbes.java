// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does a probe cost? A phase of 1,000 successful probes from its beginning to its end, divided by their number: a phase
 * cannot go on, since probes decide. The cost of the change of state is included.
 */
public class HalfOpenProbes extends OneGuard {
    /** As many as Switchgear allows. */
    static final int PROBES = 1_000;

    @Override
    Guard guard() {
        return contender.guardProbing(PROBES);
    }

    @Benchmark
    @OperationsPerInvocation(PROBES)
    public void probes(Blackhole sink) throws Exception {
        guard.halfOpen();
        for (int i = 0; i < PROBES; i++) {
            sink.consume(guard.call(operation));
        }
    }
}
