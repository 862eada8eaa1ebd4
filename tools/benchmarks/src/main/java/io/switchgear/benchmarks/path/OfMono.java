// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.path;

import io.switchgear.benchmarks.guard.Guard;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** What does a subscription to a Mono cost that has its value at once? */
@SuppressWarnings("NullAway.Init") // JMH calls the set-up.
public class OfMono extends OneGuard {
    private final LastElement subscriber = new LastElement();
    private Publisher<Object> guarded;

    @Override
    void prepare(Guard closed) {
        guarded = closed.guarded(Mono.fromCallable(operation));
    }

    @Benchmark
    public @Nullable Object call() {
        guarded.subscribe(subscriber);
        return subscriber.element();
    }
}
