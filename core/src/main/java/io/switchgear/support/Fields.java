// SPDX-License-Identifier: Apache-2.0
package io.switchgear.support;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;

/** Handles of a class's own fields, for atomic access. */
public final class Fields {
    private Fields() {}

    /**
     * Returns the handle of a field of the class that does the lookup.
     *
     * @param lookup the lookup of the class
     * @param name the name of the field
     * @param type the declared type of the field
     * @return a handle
     */
    public static VarHandle handle(Lookup lookup, String name, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), name, type);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }
}
