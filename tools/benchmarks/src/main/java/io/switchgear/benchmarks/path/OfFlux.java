// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Guard;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** What does a subscription to a Flux of 100 elements cost that has them at once? */
@SuppressWarnings("NullAway.Init") // JMH calls the set-up.
public class OfFlux extends OneGuard {
    private static final int ELEMENTS = 100;

    private final LastElement subscriber = new LastElement();
    private Publisher<Object> guarded;

    @Override
    void prepare(Guard closed) {
        guarded = closed.guarded(Flux.range(0, ELEMENTS).map(i -> operation.call()));
    }

    @Benchmark
    public @Nullable Object call() {
        guarded.subscribe(subscriber);
        return subscriber.element();
    }
}
