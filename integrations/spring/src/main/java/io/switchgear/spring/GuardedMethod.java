// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Fallbacks;
import io.switchgear.Guard;
import io.switchgear.reactor.ReactorGuard;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
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

    /** Completing or cancelling the future that is returned reaches the call, as it does without fallbacks. */
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
            if (fallback.type().isInstance(thrown)) {
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

        static Class<?> publisherFor(Class<?> type) {
            return adapter(type).fromPublisher(Mono.empty()).getClass();
        }

        private static ReactiveAdapter adapter(Class<?> type) {
            return Objects.requireNonNull(
                    ReactiveAdapterRegistry.getSharedInstance().getAdapter(type));
        }
    }

    /** The class of the publishers that replace those of a method, where Reactor is there. */
    static Class<?> publisherFor(Class<?> type) {
        return Reactive.publisherFor(type);
    }
}
