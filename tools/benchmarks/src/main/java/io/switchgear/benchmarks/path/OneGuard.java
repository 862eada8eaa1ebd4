// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.FieldRead;
import io.switchgear.benchmarks.guard.Guard;
import org.openjdk.jmh.annotations.Setup;

/** A path through one guard. */
@SuppressWarnings("NullAway.Init") // JMH calls the set-up.
public abstract class OneGuard extends Path {
    final FieldRead operation = new FieldRead();
    Guard guard;

    @Setup
    public final void prepare() {
        guard = guard();
        prepare(guard);
    }

    /** {@return a closed one} */
    Guard guard() {
        return contender.guard();
    }

    /** Takes it to another state. */
    void prepare(Guard closed) {}
}
