// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Fallbacks;
import io.switchgear.Guard;
import io.switchgear.reactor.ReactorGuard;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.CoroutinesUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An annotated method of a bean, with all that its calls need. Immutable.
 *
 * @param breaker the name of the breaker
 * @param returns the type that the method returns
 * @param result the moment at which a result settles the call
 * @param fallbacks the fallbacks, those for the most specific types first
 */
record GuardedMethod(String breaker, Class<?> returns, Result result, List<FallbackMethod> fallbacks) {
    /** The moment at which a result settles the call. */
    enum Result {
        /** The method's return. */
        VALUE,
        /** The end of a {@link CompletionStage}. */
        STAGE,
        /** The end of each subscription. */
        PUBLISHER,
        /** The end of a suspending function of Kotlin, of which Spring makes a publisher. */
        SUSPENDING
    }

    /**
     * A fallback.
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
    }

    @Nullable
    Object call(MethodInvocation invocation, CircuitBreakerRegistry registry) throws Throwable {
        Guard guard = registry.get(breaker);
        return switch (result) {
            case VALUE -> callSync(guard, invocation);
            case STAGE -> callAsync(guard, invocation);
            case PUBLISHER, SUSPENDING -> Reactive.call(this, guard, invocation);
        };
    }

    private @Nullable Object callSync(Guard guard, MethodInvocation invocation) throws Throwable {
        return fallbacks.isEmpty()
                ? guard.<@Nullable Object, Throwable>call(invocation::proceed)
                : guard.<@Nullable Object, Throwable>call(
                        invocation::proceed,
                        Fallbacks.<Throwable, @Nullable Object, Throwable>on(
                                Throwable.class, thrown -> fallBack(invocation, thrown)));
    }

    private CompletableFuture<@Nullable Object> callAsync(Guard guard, MethodInvocation invocation) {
        CompletableFuture<@Nullable Object> call = guard.callAsync(() -> stage(invocation.proceed()));
        return fallbacks.isEmpty() ? call : withFallbacks(call, invocation);
    }

    /** What the caller does with the future reaches the call, as it does without fallbacks. */
    @SuppressWarnings("FutureReturnValueIgnored") // It carries the same result as the one that is returned.
    private CompletableFuture<@Nullable Object> withFallbacks(
            CompletableFuture<@Nullable Object> call, MethodInvocation invocation) {
        CompletableFuture<@Nullable Object> answer = call.exceptionallyCompose(thrown -> {
            try {
                return stage(fallBack(invocation, causeOf(thrown)));
            } catch (Throwable failure) {
                return CompletableFuture.failedFuture(failure);
            }
        });
        answer.whenComplete((value, thrown) -> {
            if (thrown == null) {
                call.complete(value);
            } else {
                call.completeExceptionally(thrown);
            }
        });
        return answer;
    }

    /** Returns the result of the fallback for an exception; without one, throws it again. */
    private @Nullable Object fallBack(MethodInvocation invocation, Throwable thrown) throws Throwable {
        for (FallbackMethod fallback : fallbacks) {
            if (fallback.type.isInstance(thrown)) {
                return fallback.call(invocation, thrown);
            }
        }
        throw thrown;
    }

    /** Futures that depend on another one wrap its exception. */
    private static Throwable causeOf(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // A null that a method returns is the guard's to report.
    private static CompletionStage<@Nullable Object> stage(@Nullable Object returned) {
        return (CompletionStage<@Nullable Object>) returned;
    }

    /** Calls whose results are publishers; loaded only where Reactor and the module for it are there. */
    private static final class Reactive {
        static Object call(GuardedMethod method, Guard guard, MethodInvocation invocation) {
            Object returned;
            try {
                returned = invocation.proceed();
            } catch (Throwable thrown) {
                returned = Mono.error(thrown);
            }
            ReactiveAdapter adapter = adapter(
                    method.result == Result.SUSPENDING && returned != null ? returned.getClass() : method.returns);
            Publisher<Object> source = publisher(returned, adapter);
            return adapter.fromPublisher(
                    adapter.isMultiValue()
                            ? Flux.from(source)
                                    .transform(ReactorGuard.guard(guard))
                                    .onErrorResume(thrown -> other(method, invocation, thrown, adapter))
                            : Mono.from(source)
                                    .transform(ReactorGuard.guard(guard))
                                    .onErrorResume(thrown -> Mono.from(other(method, invocation, thrown, adapter))));
        }

        private static Publisher<Object> other(
                GuardedMethod method, MethodInvocation invocation, Throwable thrown, ReactiveAdapter adapter) {
            try {
                Object other = method.fallBack(invocation, Exceptions.unwrap(thrown));
                return method.result != Result.SUSPENDING || other instanceof Publisher
                        ? publisher(other, adapter)
                        : Mono.justOrEmpty(other);
            } catch (Throwable failure) {
                return Mono.error(failure);
            }
        }

        @SuppressWarnings("unchecked") // Nothing is known of the elements, nor asked.
        private static Publisher<Object> publisher(@Nullable Object returned, ReactiveAdapter adapter) {
            return returned instanceof Publisher<?> publisher
                    ? (Publisher<Object>) publisher
                    : adapter.toPublisher(returned);
        }

        static ReactiveAdapter adapter(Class<?> type) {
            return Objects.requireNonNull(
                    ReactiveAdapterRegistry.getSharedInstance().getAdapter(type));
        }
    }

    /** The class of the publishers that replace those of a method, where Reactor is there. */
    static Class<?> publisherFor(Class<?> type) {
        return Reactive.adapter(type).fromPublisher(Mono.empty()).getClass();
    }

    static List<FallbackMethod> fallbacksOf(Method method, Class<?> beanType, String name) {
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
        fallbacks.sort(Comparator.comparingInt(GuardedMethod::specificity).reversed());
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
