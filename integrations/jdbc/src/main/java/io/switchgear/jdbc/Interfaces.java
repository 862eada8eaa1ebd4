// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Proxies with the interfaces of a driver's or a pool's class, as far as a proxy can have them. Thread-safe. */
final class Interfaces {
    /** The constructors of proxies by class; {@link Proxy} would look up the proxy's class again each time. */
    private static final ClassValue<Constructor<?>> PROXIES = new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
            try {
                Object first = Proxy.newProxyInstance(
                        type.getClassLoader(), of(type).toArray(Class<?>[]::new), (self, method, args) -> null);
                return first.getClass().getConstructor(InvocationHandler.class);
            } catch (NoSuchMethodException impossible) {
                throw new AssertionError(impossible);
            }
        }
    };

    private Interfaces() {}

    static Object proxy(Object real, InvocationHandler handler) {
        try {
            return PROXIES.get(real.getClass()).newInstance(handler);
        } catch (IllegalAccessException | InstantiationException | InvocationTargetException notOpen) {
            Class<?> type = real.getClass();
            return Proxy.newProxyInstance(type.getClassLoader(), of(type).toArray(Class<?>[]::new), handler);
        }
    }

    private static Set<Class<?>> of(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            add(each.getInterfaces(), type.getClassLoader(), found);
        }
        return found;
    }

    /** Adds interfaces; an interface that a proxy cannot implement is replaced by those that it extends. */
    private static void add(Class<?>[] interfaces, @Nullable ClassLoader loader, Set<Class<?>> found) {
        for (Class<?> each : interfaces) {
            if (isUsable(each, loader)) {
                found.add(each);
            } else {
                add(each.getInterfaces(), loader, found);
            }
        }
    }

    /** Whether an interface can be called by reflection from this module. */
    private static boolean isUsable(Class<?> type, @Nullable ClassLoader loader) {
        return Modifier.isPublic(type.getModifiers())
                && !type.isSealed()
                && !type.isHidden()
                && type.getModule().isExported(type.getPackageName(), Interfaces.class.getModule())
                && isVisible(type, loader);
    }

    /** Whether a loader sees an interface: a superclass may come from another class loader than the class. */
    private static boolean isVisible(Class<?> type, @Nullable ClassLoader loader) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException elsewhere) {
            return false;
        }
    }
}
