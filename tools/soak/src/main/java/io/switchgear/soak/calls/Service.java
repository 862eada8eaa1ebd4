// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.calls;

import io.switchgear.soak.breakers.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The target of calls. Thread-safe. */
interface Service {

    /**
     * One request.
     *
     * @param target the name by which the service knows the breaker
     * @param call the number of the call
     * @param probeOf the trip whose probe the call certainly is; 0 for none
     * @param timeout the timeout for connecting and for the answer
     */
    record Request(String target, long call, long probeOf, Duration timeout) {}

    /** Sends a request and waits for the answer, through any of several clients. */
    Answer ask(Request request, RandomGenerator random) throws IOException, InterruptedException;

    /**
     * Sends a request without waiting.
     *
     * @param beforehand called with the end before it completes the future; not if that was cancelled before
     */
    CompletableFuture<Answer> askAsync(
            Request request, RandomGenerator random, BiConsumer<@Nullable Answer, @Nullable Throwable> beforehand);
}
