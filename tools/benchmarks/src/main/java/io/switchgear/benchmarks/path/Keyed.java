// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.ByKey;
import io.switchgear.benchmarks.guard.FieldRead;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** What does a call cost through the breaker of one of a thousand keys? */
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up.
public class Keyed extends Path {
    private ByKey breakers;
    private FieldRead operation;
    private final String[] keys = new String[ByKey.KEYS];
    private int next;

    @Setup
    public void fill() {
        breakers = contender.byKey();
        operation = new FieldRead();
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "host-" + i + ".example";
        }
    }

    /** One key after the other: none stays in the processor's nearest cache for being the only one. */
    @Benchmark
    public Object call() throws Exception {
        next = next + 1 == keys.length ? 0 : next + 1;
        return breakers.call(keys[next], operation);
    }
}
