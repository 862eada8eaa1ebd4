// SPDX-License-Identifier: Apache-2.0
package io.switchgear.reactor;

import io.switchgear.CallContext;
import io.switchgear.CallNotPermittedException;
import io.switchgear.Guard;
import io.switchgear.Permit;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;

/**
 * Operators that make each subscription to a {@link Mono} or {@link Flux} a call through a guard, for {@code transform}:
 *
 * <pre>{@code
 * Mono<Price> price = client.price(id).transform(ReactorGuard.guard(breaker));
 * Flux<Price> prices = client.prices().transform(ReactorGuard.guard(breaker, Duration.ofSeconds(2)));
 * }</pre>
 *
 * <p>A subscription that the breaker rejects fails with {@link CallNotPermittedException}, and the source is not subscribed
 * to. Nothing is counted before there is a subscription. The outcome of a call:
 *
 * <ul>
 *   <li>Of a Mono, the classifier decides about its value, or {@code null} if it completes empty. The
 *       call ends with the value.
 *   <li>Of a Flux, the classifier decides when it completes, about the last element ({@code null} if there was none). Each
 *       element shows the breaker that the other side is responding, so a probe gives its place back at the first one.
 *   <li>If the source fails, the classifier decides about the exception; a timeout is a failure. A scheduler that refuses
 *       work and an overflow for lack of requests are faults of this side: the call is ignored, or judged by the last
 *       element if there was one.
 *   <li>A subscriber that cancels, or throws, after an element has its answer: the classifier decides about that element.
 *   <li>A subscriber that cancels before the first element has given the call up: it is ignored within {@code
 *       abandonedAfter}, and evidence against the other side later.
 * </ul>
 *
 * <p>Operators before this one, such as {@code timeout} and {@code retry}, belong to the call; those after it do not. A
 * {@link CallContext} in Reactor's context, under the key {@code CallContext.class}, applies to the call as in {@link
 * Guard#within(CallContext)}.
 *
 * <p>The operators can be kept and shared. Thread-safe.
 *
 * @since 0.1
 */
public final class ReactorGuard {
    /** The longest time that timers count. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private ReactorGuard() {}

    /**
     * Returns an operator that guards each subscription.
     *
     * @param guard the guard of the calls
     * @param <T> type of the elements
     * @return a function that returns a Mono for a Mono, and a Flux for any other publisher
     */
    public static <T> UnaryOperator<Publisher<T>> guard(Guard guard) {
        Objects.requireNonNull(guard, "guard");
        return source -> {
            Objects.requireNonNull(source, "source");
            return source instanceof Mono<T> mono
                    ? new GuardedMono<>(mono, guard)
                    : new GuardedFlux<>(Flux.from(source), guard);
        };
    }

    /**
     * Returns an operator that guards each subscription and ends one whose source is silent for too long, with a {@link
     * java.util.concurrent.TimeoutException}, which is a failure. Such a timeout after the operator cancels the call
     * instead, which is evidence only beyond {@code abandonedAfter}.
     *
     * @param guard the guard of the calls
     * @param timeout the longest time that a subscriber who has requested an element waits for it, or for the completion;
     *     more than zero. Measured by {@link reactor.core.scheduler.Schedulers#parallel()}, not by the breaker's ticker
     * @param <T> type of the elements
     * @return a function that returns a Mono for a Mono, and a Flux for any other publisher
     * @throws IllegalArgumentException if the timeout is zero or less
     */
    public static <T> UnaryOperator<Publisher<T>> guard(Guard guard, Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "timeout(" + timeout + "): the time to wait for an element must be more than"
                            + " zero; leave it out to wait without a limit");
        }
        Duration bounded = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
        UnaryOperator<Publisher<T>> guarding = guard(guard);
        return source -> guarding.apply(
                source instanceof Mono<T> mono
                        ? mono.timeout(bounded)
                        : new SilenceTimeout<>(Flux.from(source), bounded));
    }

    /** Subscribes to the source if the breaker admits the call. */
    private static <T> void subscribe(
            Publisher<? extends T> source, Guard guard, CoreSubscriber<? super T> subscriber, boolean single) {
        Permit permit;
        try {
            @Nullable CallContext context = subscriber.currentContext().getOrDefault(CallContext.class, null);
            permit = (context == null ? guard : guard.within(context)).acquire();
        } catch (Throwable rejected) {
            Operators.error(subscriber, rejected);
            return;
        }
        GuardedSubscriber<T> guarded = new GuardedSubscriber<>(subscriber, permit, single);
        try {
            source.subscribe(guarded);
        } catch (Throwable thrown) {
            guarded.failed(thrown);
            throw thrown;
        }
    }

    private static final class GuardedMono<T> extends MonoOperator<T, T> {
        private final Guard guard;

        GuardedMono(Mono<? extends T> source, Guard guard) {
            super(source);
            this.guard = guard;
        }

        @Override
        public void subscribe(CoreSubscriber<? super T> actual) {
            ReactorGuard.subscribe(source, guard, actual, true);
        }
    }

    private static final class GuardedFlux<T> extends FluxOperator<T, T> {
        private final Guard guard;

        GuardedFlux(Flux<? extends T> source, Guard guard) {
            super(source);
            this.guard = guard;
        }

        @Override
        public void subscribe(CoreSubscriber<? super T> actual) {
            ReactorGuard.subscribe(source, guard, actual, false);
        }
    }
}
