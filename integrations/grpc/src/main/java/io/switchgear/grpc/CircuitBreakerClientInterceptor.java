// SPDX-License-Identifier: Apache-2.0
package io.switchgear.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Guard;
import io.switchgear.KeyedCircuitBreaker;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * Guards the calls of a gRPC channel:
 *
 * <pre>{@code
 * Channel channel = ClientInterceptors.intercept(managedChannel, CircuitBreakerClientInterceptor.of(registry));
 * }</pre>
 *
 * <p>A call counts by its status ({@link GrpcClassifier}), with the retries of the channel inside. A stream of answers
 * counts as a success at its first message; if it breaks off later, that is a failure of its own. The call's deadline is
 * the deadline of the breaker's call: one that is over before the call has begun does not count.
 *
 * <p>A call that the caller cancels counts against the service if it took longer than {@code abandonedAfter}. A rejected
 * call ends with {@link Status#UNAVAILABLE}, the rejection's message as its description and the {@link
 * CallNotPermittedException} as its cause, and nothing is sent. Thread-safe.
 *
 * @since 0.1
 */
public final class CircuitBreakerClientInterceptor implements ClientInterceptor {
    private static final String NAME = "grpc";
    private static final int MAX_AUTHORITIES = 1_000;

    private final BiFunction<Channel, MethodDescriptor<?, ?>, Guard> guards;

    private CircuitBreakerClientInterceptor(BiFunction<Channel, MethodDescriptor<?, ?>, Guard> guards) {
        this.guards = guards;
    }

    /**
     * Guards the channels of each authority (the host and port of a channel, or its service name) with a breaker of its own,
     * for up to 1,000 of them, in a registry: {@code registry.findKeyed("grpc")}. All clients of a registry share them. They
     * have the registry's configuration for that name, with {@link GrpcClassifier} in place of core's default classifier.
     *
     * @param registry the registry that has the breakers, or to which they are added
     * @return an interceptor
     * @throws IllegalStateException if the registry has another kind of breaker of this name
     */
    public static CircuitBreakerClientInterceptor of(CircuitBreakerRegistry registry) {
        KeyedCircuitBreaker<String> authorities = registry.keyed(NAME, MAX_AUTHORITIES);
        GrpcClassifier.configureIfDefault(authorities);
        return of(authorities, (channel, method) -> String.valueOf(channel.authority()));
    }

    /**
     * Guards each key with a breaker of its own.
     *
     * @param breakers the breakers, configured with {@link GrpcClassifier}
     * @param keys the function that returns the key of a call, such as
     *     {@code (channel, method) -> method.getFullMethodName()}. Thread-safe; its exception ends the call
     * @param <K> type of the keys
     * @return an interceptor
     * @throws IllegalArgumentException if the breakers have core's default classifier
     */
    public static <K> CircuitBreakerClientInterceptor of(
            KeyedCircuitBreaker<K> breakers,
            BiFunction<? super Channel, ? super MethodDescriptor<?, ?>, ? extends K> keys) {
        GrpcClassifier.check(breakers.name(), breakers.config());
        Objects.requireNonNull(keys, "keys");
        return new CircuitBreakerClientInterceptor((channel, method) -> breakers.at(keys.apply(channel, method)));
    }

    /**
     * Guards all calls with one breaker.
     *
     * @param breaker the breaker, configured with {@link GrpcClassifier}
     * @return an interceptor
     * @throws IllegalArgumentException if the breaker has core's default classifier
     */
    public static CircuitBreakerClientInterceptor of(CircuitBreaker breaker) {
        GrpcClassifier.check(breaker.name(), breaker.config());
        return new CircuitBreakerClientInterceptor((channel, method) -> breaker);
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new GuardedCall<>(guards.apply(next, method), method, options, next);
    }
}
