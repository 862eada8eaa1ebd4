// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

/** Reads a field and fails in an even share of its calls, always with the same exception. */
public class FailingRead extends Operation {
    private static final int ALL = 100;

    private final int percent;
    private final Failure failure = new Failure("the operation failed");
    private final Object value = new Object();
    private int due;

    public FailingRead(int percent) {
        this.percent = percent;
    }

    @Override
    public final Object call() {
        due += percent;
        if (due < ALL) {
            return value;
        }
        due -= ALL;
        throw failure();
    }

    /** The exception of a failure. */
    Failure failure() {
        return failure;
    }

    /** A failure without a stack trace, which costs all guards the same: almost nothing. */
    public static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message, null, false, false);
        }
    }
}
