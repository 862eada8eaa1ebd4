package io.switchgear.support;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;

/** Handles of a class's own fields, for atomic access to them. */
public final class Fields {
    private Fields() {}

    /**
     * The handle of a field of the class that looks it up.
     *
     * @param lookup the class's own
     * @param name name of the field
     * @param type declared type of the field
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
