package io.switchgear.jdbc;

import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The interfaces of a driver's or a pool's class that a proxy can have too. Thread-safe. */
final class Interfaces {
    private static final ClassValue<Class<?>[]> OF = new ClassValue<>() {
        @Override
        protected Class<?>[] computeValue(Class<?> type) {
            Set<Class<?>> found = new LinkedHashSet<>();
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                add(each.getInterfaces(), type.getClassLoader(), found);
            }
            return found.toArray(Class<?>[]::new);
        }
    };

    private Interfaces() {}

    static Class<?>[] of(Class<?> type) {
        return OF.get(type).clone();
    }

    /** In the place of an interface that a proxy cannot have, those that it extends. */
    private static void add(Class<?>[] interfaces, @Nullable ClassLoader loader, Set<Class<?>> found) {
        for (Class<?> each : interfaces) {
            if (isUsable(each, loader)) {
                found.add(each);
            } else {
                add(each.getInterfaces(), loader, found);
            }
        }
    }

    /** Calls go through reflection, from this module. */
    private static boolean isUsable(Class<?> type, @Nullable ClassLoader loader) {
        return Modifier.isPublic(type.getModifiers())
                && !type.isSealed()
                && !type.isHidden()
                && type.getModule().isExported(type.getPackageName(), Interfaces.class.getModule())
                && isVisible(type, loader);
    }

    /** A superclass may come from another class loader than the class. */
    private static boolean isVisible(Class<?> type, @Nullable ClassLoader loader) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException elsewhere) {
            return false;
        }
    }
}
