// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

/** The smallest possible operation: it reads a field. */
public final class FieldRead extends Operation {
    private Object value = new Object();

    @Override
    public Object call() {
        return value;
    }

    /** Replaces the value; the field is not final and is written here, so that no compiler treats it as a constant. */
    public void replace(Object other) {
        value = other;
    }
}
