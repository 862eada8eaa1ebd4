// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.ByKey;
import io.switchgear.benchmarks.guard.FailingRead;
import io.switchgear.benchmarks.guard.FieldRead;
import io.switchgear.benchmarks.guard.Operation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does a call cost whose key gets no breaker of its own, since so many keys have one and none can make room: all of them
 * have failed recently? All callers look for a place and find none.
 */
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class WithoutPlace extends Path {
    @Param({"1000", "100000"})
    public int keys;

    private ByKey breakers;

    /** Each thread's own. */
    @State(Scope.Thread)
    public static class Work {
        final Operation operation = new FieldRead();
        final String[] keys = new String[ByKey.KEYS];
        int next;

        @Setup
        public void name() {
            for (int i = 0; i < keys.length; i++) {
                keys[i] = "new-" + i + ".example";
            }
        }

        String nextKey() {
            next = next + 1 == keys.length ? 0 : next + 1;
            return keys[next];
        }
    }

    /** One failure each, which is in the window for longer than is measured. */
    @Setup
    public void failAll() throws Exception {
        breakers = contender.byKey(keys);
        FailingRead failing = new FailingRead(100);
        for (int i = 0; i < keys; i++) {
            try {
                breakers.call("host-" + i + ".example", failing);
            } catch (FailingRead.Failure failed) {
                // As it should.
            }
        }
    }

    @Benchmark
    public Object call(Work work) throws Exception {
        return breakers.call(work.nextKey(), work.operation);
    }
}
