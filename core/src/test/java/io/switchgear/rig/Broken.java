// SPDX-License-Identifier: Apache-2.0
package io.switchgear.rig;

import java.util.List;

/** What a broken function of the user's may do. */
public final class Broken {
    /** What it may throw, errors included. */
    public static final List<Throwable> THROWN = List.of(
            new IllegalStateException("broken function"),
            new StackOverflowError(),
            new AssertionError("broken function"),
            new OutOfMemoryError("broken function"),
            new NoClassDefFoundError("broken function"),
            new Exception("a checked one, thrown all the same"));

    private Broken() {}

    /** Throws anything from anywhere. */
    @SuppressWarnings("unchecked")
    public static <T, X extends Throwable> T fail(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
