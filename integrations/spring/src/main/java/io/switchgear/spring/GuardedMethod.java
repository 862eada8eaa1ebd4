// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Fallbacks;
import io.switchgear.Guard;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/** An annotated method of a bean, with all that its calls need. Immutable. */
final class GuardedMethod {
    /** The moment at which a result settles the call. */
    enum Result {
        /** The method's return. */
        VALUE,
        /** The end of a {@link CompletionStage}. */
        STAGE
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
            @Nullable Object[] arguments = invocation.getArguments();
            if (takesException) {
                arguments = Arrays.copyOf(arguments, arguments.length + 1);
                arguments[arguments.length - 1] = thrown;
            }
            try {
                return method.invoke(invocation.getThis(), arguments);
            } catch (InvocationTargetException wrapped) {
                throw wrapped.getTargetException();
            }
        }
    }

    private final String breaker;
    private final Result result;
    /** The fallbacks, those for the most specific types first. */
    private final List<FallbackMethod> fallbacks;

    GuardedMethod(String breaker, Result result, List<FallbackMethod> fallbacks) {
        this.breaker = breaker;
        this.result = result;
        this.fallbacks = fallbacks;
        fallbacks.forEach(fallback -> ReflectionUtils.makeAccessible(fallback.method));
    }

    @Nullable
    Object call(MethodInvocation invocation, CircuitBreakerRegistry registry) throws Throwable {
        Guard guard = registry.get(breaker);
        return switch (result) {
            case VALUE -> callSync(guard, invocation);
            case STAGE -> callAsync(guard, invocation);
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
}
