// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.core.CoroutinesUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A fallback of a guarded method. Immutable.
 *
 * @param method the method to call
 * @param type the exceptions that it is for
 * @param takesException whether the exception is its last argument
 */
record FallbackMethod(Method method, Class<?> type, boolean takesException) {
    @Nullable
    Object call(MethodInvocation invocation, Throwable thrown) throws Throwable {
        boolean suspending = KotlinDetector.isSuspendingFunction(method);
        int given = method.getParameterCount() - (takesException ? 1 : 0) - (suspending ? 1 : 0);
        @Nullable Object[] arguments = Arrays.copyOf(invocation.getArguments(), takesException ? given + 1 : given);
        if (takesException) {
            arguments[given] = thrown;
        }
        try {
            return suspending
                    ? CoroutinesUtils.invokeSuspendingFunction(
                            method, Objects.requireNonNull(invocation.getThis()), arguments)
                    : method.invoke(invocation.getThis(), arguments);
        } catch (InvocationTargetException wrapped) {
            throw wrapped.getTargetException();
        }
    }

    /**
     * Finds the fallbacks of a method.
     *
     * @param method the guarded method
     * @param beanType the class of the bean
     * @param name the name of the fallbacks; none if it is empty
     * @return the fallbacks, those for the most specific types first
     * @throws InvalidGuardedMethodException if there is no such method, or it returns another type
     */
    static List<FallbackMethod> allOf(Method method, Class<?> beanType, String name) {
        if (name.isEmpty()) {
            return List.of();
        }
        Map<List<Class<?>>, FallbackMethod> found = new LinkedHashMap<>();
        List<Class<?>> parameters = parametersOf(method);
        boolean maySuspend = KotlinDetector.isSuspendingFunction(method);
        for (Method candidate : methodsOf(beanType)) {
            if (!candidate.getName().equals(name)
                    || candidate.isBridge()
                    || candidate.equals(method)
                    || (!maySuspend && KotlinDetector.isSuspendingFunction(candidate))) {
                continue;
            }
            List<Class<?>> types = parametersOf(candidate);
            if (types.equals(parameters)) {
                found.putIfAbsent(types, new FallbackMethod(candidate, Throwable.class, false));
            } else if (types.size() == parameters.size() + 1
                    && types.subList(0, parameters.size()).equals(parameters)
                    && Throwable.class.isAssignableFrom(types.get(parameters.size()))) {
                found.putIfAbsent(types, new FallbackMethod(candidate, types.get(parameters.size()), true));
            }
        }
        if (found.isEmpty()) {
            throw new InvalidGuardedMethodException(
                    method,
                    "there is no fallback method " + name + signature(parameters) + " in "
                            + ClassUtils.getUserClass(beanType).getName() + ", its superclasses or its interfaces",
                    "Add it, with the parameters of the guarded method and optionally an exception as the last one, or"
                            + " correct fallbackMethod");
        }
        for (FallbackMethod fallback : found.values()) {
            checkReturnType(method, fallback.method());
            ReflectionUtils.makeAccessible(fallback.method());
        }
        List<FallbackMethod> fallbacks = new ArrayList<>(found.values());
        fallbacks.sort(Comparator.comparingInt(FallbackMethod::specificity).reversed());
        return List.copyOf(fallbacks);
    }

    private static void checkReturnType(Method method, Method fallback) {
        if (!method.getReturnType().isAssignableFrom(fallback.getReturnType())) {
            throw new InvalidGuardedMethodException(
                    method,
                    "its fallback " + fallback.getName() + signature(parametersOf(fallback))
                            + " returns "
                            + fallback.getReturnType().getSimpleName() + " instead of "
                            + method.getReturnType().getSimpleName(),
                    "Return the type of the guarded method");
        }
    }

    /** The methods of a class, its superclasses and its interfaces, those of the class itself first. */
    private static List<Method> methodsOf(Class<?> beanType) {
        if (!Proxy.isProxyClass(beanType)) {
            return Arrays.asList(ReflectionUtils.getAllDeclaredMethods(ClassUtils.getUserClass(beanType)));
        }
        List<Method> methods = new ArrayList<>();
        for (Class<?> type : beanType.getInterfaces()) {
            methods.addAll(Arrays.asList(ReflectionUtils.getAllDeclaredMethods(type)));
        }
        return methods;
    }

    /** The types of a method's parameters, without the continuation of a suspending function. */
    private static List<Class<?>> parametersOf(Method method) {
        List<Class<?>> types = List.of(method.getParameterTypes());
        return KotlinDetector.isSuspendingFunction(method) ? types.subList(0, types.size() - 1) : types;
    }

    /** The number of superclasses of the exception; a method that takes none is for what the others leave. */
    private static int specificity(FallbackMethod fallback) {
        int depth = fallback.takesException() ? 1 : 0;
        for (Class<?> type = fallback.type(); type != Throwable.class; type = type.getSuperclass()) {
            depth++;
        }
        return depth;
    }

    private static String signature(List<Class<?>> parameters) {
        StringBuilder text = new StringBuilder("(");
        for (Class<?> parameter : parameters) {
            text.append(text.length() == 1 ? "" : ", ").append(parameter.getSimpleName());
        }
        return text.append(')').toString();
    }
}
