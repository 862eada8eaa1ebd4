// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

/** A breaker for each key, or a floor in its place. */
@FunctionalInterface
public interface ByKey {
    /** The number of keys in a benchmark. */
    int KEYS = 1_000;

    /** Returns the operation's result, through the breaker of the key. */
    Object call(String key, Operation operation) throws Exception;
}
