package io.switchgear.benchmarks.guard;

/** The least that an operation can do and still be one: it reads a field. */
public final class FieldRead extends Operation {
    private Object value = new Object();

    @Override
    public Object call() {
        return value;
    }

    /** Not final, and written here: so that no compiler takes it for a constant. */
    public void replace(Object other) {
        value = other;
    }
}
