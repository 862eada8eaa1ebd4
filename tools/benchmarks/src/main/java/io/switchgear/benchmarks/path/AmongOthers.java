// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Guard;
import io.switchgear.benchmarks.guard.MixedOperations;
import io.switchgear.benchmarks.guard.Operation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does a successful call cost in a process that does more than one thing: operations of several classes return results of
 * several types in turn, and ten breakers that are configured in other ways are in use too?
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class AmongOthers extends Path {
    /** Of each other breaker before each iteration: enough for the compiler to know them, too few to be measured. */
    private static final int CALLS = 300;

    private Guard guard;
    private Guard[] others;

    /** Each thread's own. */
    @State(Scope.Thread)
    public static class Work {
        final Operation[] operations = MixedOperations.make();
        int next;

        Operation next() {
            next = next + 1 == operations.length ? 0 : next + 1;
            return operations[next];
        }
    }

    @Setup
    public void close() {
        guard = contender.guard();
        others = contender.others().toArray(Guard[]::new);
    }

    /** By the same method as what is measured, so that the compiler sees them all where it compiles it. */
    @Setup(Level.Iteration)
    public void useOthers(Work work) throws Exception {
        for (int i = 0; i < CALLS; i++) {
            for (Guard other : others) {
                call(other, work);
            }
        }
    }

    @Benchmark
    public Object call(Work work) throws Exception {
        return call(guard, work);
    }

    private static Object call(Guard guard, Work work) throws Exception {
        return guard.call(work.next());
    }
}
