// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Benchmark;

/** What does an open breaker cost when the refusal comes back as a value? Of the Java libraries only Switchgear has that. */
public class RejectedAttempt extends OneGuard {
    @Override
    void prepare(Guard closed) {
        closed.open();
    }

    @Benchmark
    public boolean attempt() {
        return guard.attempt(operation);
    }
}
