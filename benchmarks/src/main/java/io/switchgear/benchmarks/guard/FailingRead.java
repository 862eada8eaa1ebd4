package io.switchgear.benchmarks.guard;

/** Reads a field and fails in an even share of its calls, always with the same exception. */
public final class FailingRead extends Operation {
    private static final int ALL = 100;

    private final int percent;
    private final Failure failure = new Failure();
    private final Object value = new Object();
    private int due;

    public FailingRead(int percent) {
        this.percent = percent;
    }

    @Override
    public Object call() {
        due += percent;
        if (due < ALL) {
            return value;
        }
        due -= ALL;
        throw failure;
    }

    /** Made once and without a stack trace, so that it costs all guards the same: next to nothing. */
    public static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure() {
            super("the operation failed", null, false, false);
        }
    }
}
