// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.spring.GuardedMethod.FallbackMethod;
import io.switchgear.spring.GuardedMethod.Result;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Finds the annotated methods of a class and their fallbacks, and refuses those that could not be guarded. Stateless. */
final class GuardedMethods {
    private GuardedMethods() {}

    /**
     * Returns the annotated methods of a bean.
     *
     * @throws InvalidGuardedMethodException if one of them cannot be guarded, or has no valid fallback
     */
    static Map<Method, GuardedMethod> of(Class<?> beanType) {
        return MethodIntrospector.selectMethods(beanType, (Method method) -> find(method, beanType));
    }

    private static @Nullable GuardedMethod find(Method method, Class<?> beanType) {
        CircuitBreaker annotation = AnnotatedElementUtils.findMergedAnnotation(method, CircuitBreaker.class);
        if (annotation == null) {
            annotation = AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), CircuitBreaker.class);
            if (annotation == null || !isMeantByType(method, annotation)) {
                return null;
            }
        }
        check(method, annotation);
        return new GuardedMethod(
                annotation.name(), resultOf(method), fallbacksOf(method, beanType, annotation.fallbackMethod()));
    }

    /** The annotation of a type is for its public methods, but those of each object and the fallbacks themselves. */
    private static boolean isMeantByType(Method method, CircuitBreaker annotation) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !ReflectionUtils.isObjectMethod(method)
                && !method.getName().equals(annotation.fallbackMethod());
    }

    private static void check(Method method, CircuitBreaker annotation) {
        int modifiers = method.getModifiers();
        int unseen = modifiers & (Modifier.FINAL | Modifier.STATIC | Modifier.PRIVATE);
        if (unseen != 0) {
            throw new InvalidGuardedMethodException(
                    method,
                    "the method is " + Modifier.toString(unseen) + ", so no proxy can intercept its calls",
                    "Remove the modifier, or call the breaker in the code");
        }
        if (annotation.name().isBlank()) {
            throw new InvalidGuardedMethodException(
                    method, "the name of the breaker is blank", "Name the breaker: @CircuitBreaker(name = \"...\")");
        }
    }

    private static Result resultOf(Method method) {
        Class<?> type = method.getReturnType();
        if (CompletionStage.class.isAssignableFrom(type)) {
            if (type.isAssignableFrom(CompletableFuture.class)) {
                return Result.STAGE;
            }
            throw new InvalidGuardedMethodException(
                    method,
                    "a guarded call returns a CompletableFuture, which is no " + type.getSimpleName(),
                    "Return CompletionStage or CompletableFuture");
        }
        if (isReactive(type)) {
            throw new InvalidGuardedMethodException(
                    method,
                    "the method returns a " + type.getSimpleName()
                            + ", whose calls begin when it is subscribed to, and the module for them is missing",
                    "Add the dependency io.switchgear:switchgear-reactor");
        }
        return Result.VALUE;
    }

    private static boolean isReactive(Class<?> type) {
        return Flow.Publisher.class.isAssignableFrom(type)
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
    }

    private static List<FallbackMethod> fallbacksOf(Method method, Class<?> beanType, String name) {
        if (name.isEmpty()) {
            return List.of();
        }
        Map<List<Class<?>>, FallbackMethod> found = new LinkedHashMap<>();
        List<Class<?>> parameters = List.of(method.getParameterTypes());
        for (Method candidate : methodsOf(beanType)) {
            if (!candidate.getName().equals(name) || candidate.isBridge() || candidate.equals(method)) {
                continue;
            }
            List<Class<?>> types = List.of(candidate.getParameterTypes());
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
        found.values().forEach(fallback -> checkReturnType(method, fallback.method()));
        List<FallbackMethod> fallbacks = new ArrayList<>(found.values());
        fallbacks.sort(Comparator.comparingInt(GuardedMethods::specificity).reversed());
        return List.copyOf(fallbacks);
    }

    private static void checkReturnType(Method method, Method fallback) {
        if (!method.getReturnType().isAssignableFrom(fallback.getReturnType())) {
            throw new InvalidGuardedMethodException(
                    method,
                    "its fallback " + fallback.getName() + signature(List.of(fallback.getParameterTypes()))
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
