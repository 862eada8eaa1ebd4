// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Guard;
import io.switchgear.benchmarks.guard.MixedOperations;
import io.switchgear.benchmarks.guard.Operation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * What does a successful call cost through one after the other of ten closed breakers, no two configured alike, with operations of
 * several classes and results of several types in turn? No two calls in a row are of the same kind.
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class TenInTurn extends Path {
    private Guard[] guards;

    /** Their number and that of the breakers have no common divisor: each breaker comes to each operation. */
    private final Operation[] operations = MixedOperations.make();

    private int guard;
    private int operation;

    @Setup
    public void close() {
        guards = contender.ten().toArray(Guard[]::new);
    }

    @Benchmark
    public Object call() throws Exception {
        guard = guard + 1 == guards.length ? 0 : guard + 1;
        operation = operation + 1 == operations.length ? 0 : operation + 1;
        return guards[guard].call(operations[operation]);
    }
}
