// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What does one more breaker cost, from its making to its removal, where so many others have meters already? */
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class OneMoreMetered extends Path {
    private static final int WARM = 10_000;

    @Param({"1", "2000"})
    public int breakers;

    private Runnable oneMore;

    @Setup
    public void bind() {
        oneMore = contender.oneMoreMetered(breakers - 1);
        for (int i = 0; i < WARM; i++) { // else the many would be measured compiled, and the few not yet
            oneMore.run();
        }
    }

    @Benchmark
    public void comeAndGo() {
        oneMore.run();
    }
}
